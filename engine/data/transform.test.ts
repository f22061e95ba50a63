import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Dataset, pixelsAsFloats } from "./dataset";
import { transformed } from "./transform";

function pictures(shape: readonly [number, number, number], pixels: readonly number[]): Dataset {
  const count = pixels.length / (shape[0] * shape[1] * shape[2]);
  return {
    name: "few",
    title: "A few",
    shape,
    count,
    training: count,
    classes: ["0"],
    pixels: Uint8Array.from(pixels),
    labels: new Uint8Array(count),
  };
}

describe("average pooling of a data set", () => {
  it("takes the mean of every window, picture by picture and channel by channel", () => {
    const set = pictures([2, 2, 4], [0, 4, 8, 8, 4, 8, 8, 9, 1, 1, 255, 255, 1, 1, 255, 254]);
    const { shape, pixels, count } = transformed(set, [{ kind: "average_pool", size: 2 }]);
    expect(shape).toEqual([2, 1, 2]);
    expect([...pixels]).toEqual([4, 8, 1, 255]);
    expect(count).toBe(1);
  });

  it("leaves out what fills no window, and may be done twice", () => {
    const set = pictures([1, 5, 4], [...new Uint8Array(16).fill(7), 0, 0, 0, 0]);
    const twice = transformed(set, [
      { kind: "average_pool", size: 2 },
      { kind: "average_pool", size: 2 },
    ]);
    expect([twice.shape, [...twice.pixels]]).toEqual([[1, 1, 1], [7]]);
  });

  it("keeps an even picture even, and lies between the extremes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.nat(255), { minLength: 36, maxLength: 36 }),
        (size, pixels) => {
          const pooled = transformed(pictures([1, 6, 6], pixels), [{ kind: "average_pool", size }]);
          for (const value of pooled.pixels) {
            expect(value).toBeGreaterThanOrEqual(Math.min(...pixels));
            expect(value).toBeLessThanOrEqual(Math.max(...pixels));
          }
        },
      ),
    );
  });

  it("is made once, and not at all without transforms", () => {
    const set = pictures([1, 2, 2], [1, 2, 3, 4]);
    expect(transformed(set, [])).toBe(set);
    const pool = { kind: "average_pool", size: 2 } as const;
    expect(transformed(set, [pool])).toBe(transformed(set, [{ ...pool }]));
  });

  it("refuses windows larger than the picture", () => {
    const set = pictures([1, 2, 2], [1, 2, 3, 4]);
    expect(() => transformed(set, [{ kind: "average_pool", size: 3 }])).toThrow(
      "the pictures of A few are 2×2: windows of 3×3 do not fit",
    );
  });
});

describe("a part of a data set, and its scale", () => {
  it("keeps the first pictures to train on and all that are held out", () => {
    const all = pictures([1, 1, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
    const set = { ...all, training: 3, labels: Uint8Array.of(0, 1, 2, 3) };
    const few = transformed(set, [{ kind: "first", count: 1 }]);
    expect([few.count, few.training]).toEqual([2, 1]);
    expect([[...few.pixels], [...few.labels]]).toEqual([
      [1, 2, 7, 8],
      [0, 3],
    ]);
    expect(transformed(set, [{ kind: "first", count: 9 }]).count).toBe(4);
  });

  it("normalised numbers are (pixel − mean) / std", () => {
    const set = pictures([1, 1, 2], [0, 255]);
    const spec = { kind: "normalise", mean: 0.25, std: 0.5 } as const;
    expect([...pixelsAsFloats(transformed(set, [spec]))]).toEqual([-0.5, 1.5]);
    expect([...pixelsAsFloats(transformed(set, [spec]), Int32Array.of(0))]).toEqual([-0.5, 1.5]);
    const bytes = { kind: "normalise", mean: 0, std: 1 / 255 } as const;
    expect(pixelsAsFloats(transformed(set, [bytes]))[1]).toBeCloseTo(255, 3);
  });
});
