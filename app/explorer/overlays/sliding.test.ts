/**
 * The frame of a window against the cells that the explanation reads: all of them lie in it, and
 * its corners are among them, or padding.
 */
import { expect, test } from "vitest";
import { cellsOf } from "../../../engine/core/expression";
import { size } from "../../../engine/core/shape";
import { explain } from "../../../engine/explain/explain";
import { setupOf } from "../../widgets/network/setup";
import { fields } from "../../widgets/network/state";
import { sceneOf } from "../scene";
import { numbersOf } from "../setup";
import { cellAt } from "../walk";

const SIDE = 7;
const picture = Array.from({ length: SIDE }, (_empty, row) =>
  Array.from({ length: SIDE }, (_, column) => ((row * 5 + column * 3) % 11) - 4),
);

test.each([
  { spec: "conv 2 3x3 | relu", layer: "conv", before: 0 },
  { spec: "conv 1 3x3 pad 2 stride 2 | relu", layer: "conv", before: 2 },
  { spec: "conv 1 2x3 pad 1 dilation 2 | relu", layer: "conv", before: 1 },
  { spec: "pool 3 stride 2 pad 1 | relu", layer: "pool", before: 1 },
  { spec: "avgpool 2 stride 1 | relu", layer: "pool", before: 0 },
])("the frame of $spec lies on what is read", ({ spec, layer, before }) => {
  const setup = setupOf(
    fields.restore({ spec, input: [picture], of: `${layer}.y` }, fields.standard),
  );
  const numbers = numbersOf(setup);
  const shape = numbers.shape(`${layer}.y`);
  let corners = 0;
  for (let at = 1; at <= size(shape); at++) {
    const index = cellAt(shape, "rows", at) ?? [];
    const [frame, ...others] = sceneOf(numbers, setup.view, at).frames;
    if (frame === undefined) throw new Error(`no frame at ${index}`);
    expect(others).toEqual([]);
    const read = [...cellsOf(explain(numbers, `${layer}.y`, index).expression)].filter(
      ({ tensor }) => tensor === "input",
    );
    const places = read.map((cell): readonly [number, number] => [
      (cell.index[2] ?? 0) + before - frame.row,
      (cell.index[3] ?? 0) + before - frame.column,
    ]);
    for (const [row, column] of places) {
      expect(row).toBeGreaterThanOrEqual(0);
      expect(column).toBeGreaterThanOrEqual(0);
      expect(row).toBeLessThan(frame.rows);
      expect(column).toBeLessThan(frame.columns);
    }
    for (const row of [0, frame.rows - 1])
      for (const column of [0, frame.columns - 1]) {
        const inside = [row + frame.row, column + frame.column].every(
          (place) => place >= before && place < before + SIDE,
        );
        if (!inside) continue;
        corners++;
        expect(places).toContainEqual([row, column]);
      }
  }
  expect(corners).toBeGreaterThan(size(shape));
});
