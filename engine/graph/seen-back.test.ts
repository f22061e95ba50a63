/**
 * What a number sees layer by layer: the lecture's windows, and for random networks the receptive
 * field that follows from sizes and strides alone.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { LabError } from "../core/errors";
import { networks } from "./networks";
import { patchAt } from "./receptive";
import { seenBack } from "./seen-back";
import { networkShapes } from "./shapes";
import type { LayerSpec } from "./spec";

const sizes = (name: string, row: number, column: number): readonly (readonly unknown[])[] => {
  const sample = networks["sample"]?.();
  if (sample === undefined) throw new Error("there is no sample network");
  return (seenBack(networkShapes(sample), name, row, column) ?? []).map(({ name: of, patch }) => [
    of,
    patch.bottom - patch.top,
    patch.right - patch.left,
  ]);
};

test("the lecture's network: 1, 5, 13 and 15 on the way from the third convolution to the picture", () => {
  expect(sizes("conv3", 3, 3)).toEqual([
    ["conv3", 1, 1],
    ["conv2", 5, 5],
    ["conv1", 13, 13],
    ["input", 15, 15],
  ]);
  expect(sizes("fc1", 0, 0)).toEqual([
    ["conv3", 7, 7],
    ["conv2", 17, 17],
    ["conv1", 37, 37],
    ["input", 39, 39],
  ]);
});

const side = fc.integer({ min: 1, max: 4 });
const layer = fc.oneof(
  fc.record({
    op: fc.constant("conv2d"),
    out_channels: fc.constant(2),
    kernel_size: fc.tuple(side, side).map(([down, across]) => [down, across]),
    stride: fc.integer({ min: 1, max: 3 }),
    dilation: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({ op: fc.constant("maxpool2d"), kernel_size: fc.constant(2) }),
  fc.constant({ op: "relu" }),
);

test("in random networks the window in the picture is the receptive field", () => {
  fc.assert(
    fc.property(
      fc.array(layer, { minLength: 1, maxLength: 5 }),
      fc.nat(),
      fc.nat(),
      (layers, down, across) => {
        const named = layers.map((one, at) => ({ ...one, name: `l${at}` }) as LayerSpec);
        try {
          const spec = { format: 1, name: "r", input: [2, 21, 18], layers: named } as const;
          const shapes = networkShapes(spec);
          const { output } = shapes;
          const [, rows = 1, columns = 1] = output.shape;
          const [row, column] = [down % rows, across % columns];
          const seen = seenBack(shapes, output.name, row, column);
          expect(seen?.at(-1)).toEqual({
            name: "input",
            rows: 21,
            columns: 18,
            patch: patchAt(output.field, row, column, 21, 18),
          });
        } catch (error) {
          if (!(error instanceof LabError)) throw error;
        }
      },
    ),
  );
});
