/**
 * Windows over an image: how many fit, against counting them one by one; which of them see a cell.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plane, windowsOver } from "./window";

type OneAxis = typeof axis extends fc.Arbitrary<infer Value> ? Value : never;

const axis = fc.record({
  size: fc.integer({ min: 1, max: 12 }),
  kernel: fc.integer({ min: 1, max: 4 }),
  stride: fc.integer({ min: 1, max: 4 }),
  before: fc.integer({ min: 0, max: 3 }),
  after: fc.integer({ min: 0, max: 3 }),
  dilation: fc.integer({ min: 1, max: 3 }),
  ceil_mode: fc.boolean(),
});

function rows({ size, kernel, stride, before, after, dilation, ceil_mode }: OneAxis) {
  return plane("test", [1, 1, size, 1], {
    kernel_size: [kernel, 1],
    stride: [stride, 1],
    padding: [before, 0, after, 0],
    dilation: [dilation, 1],
    ceil_mode,
  }).rows;
}

const fits = ({ size, kernel, before, after, dilation }: OneAxis): boolean =>
  dilation * (kernel - 1) + 1 <= size + before + after;

describe("windows along an axis", () => {
  it("are those that fit into the padded image; rounding up adds one, unless the last would start beyond the image", () => {
    fc.assert(
      fc.property(axis.filter(fits), (one) => {
        const span = one.dilation * (one.kernel - 1) + 1;
        const padded = one.size + one.before + one.after;
        let whole = 0;
        while (whole * one.stride + span <= padded) whole += 1;
        const isExact = (whole - 1) * one.stride + span === padded;
        const candidates = one.ceil_mode && !isExact ? whole + 1 : whole;
        const startsBeyond = (candidates - 1) * one.stride >= one.size + one.before;
        expect(rows(one).count).toBe(one.ceil_mode && startsBeyond ? candidates - 1 : candidates);
      }),
    );
  });

  it("see a cell exactly when they are in the range that windowsOver gives, if they reach it at all", () => {
    fc.assert(
      fc.property(axis.filter(fits), (one) => {
        const along = rows(one);
        for (let cell = 0; cell < one.size; cell++) {
          const [first, last] = windowsOver(along, cell);
          for (let window = 0; window < along.count; window++) {
            const start = window * one.stride - one.before;
            const reaches = Array.from(
              { length: one.kernel },
              (_, step) => start + step * one.dilation,
            ).includes(cell);
            if (reaches) expect(window >= first && window <= last).toBe(true);
          }
        }
      }),
    );
  });

  it("that cannot fit are refused in words", () => {
    const attributes = { kernel_size: [5, 2], stride: [1, 1], padding: [1, 0], dilation: [2, 1] };
    expect(() => plane("conv2d", [1, 1, 6, 6], attributes)).toThrowError(
      "conv2d: the 5×2 kernel (spread over 9 cells) does not fit: the image is only 6 high, padded to 8",
    );
  });

  it("need an image", () => {
    expect(() =>
      plane("maxpool2d", [4, 7], { kernel_size: [2, 2], stride: [2, 2], padding: [0, 0] }),
    ).toThrowError(/reads images .* got \[4, 7\]/);
  });
});
