/**
 * Who uses a number, how often, and what it meets there; filters that are laid on turned; the check
 * of a gradient by nudging. On random convolutions.
 */
import "./any-network";
import fc from "fast-check";
import { expect, test } from "vitest";
import { size, unravel } from "../../engine/core/shape";
import { toNested } from "../../engine/core/tensor";
import { present } from "../../engine/explain/numbers";
import type { NetworkSpec } from "../../engine/graph/spec";
import { layOut, lineText } from "../figures/describe/arithmetic";
import { cellKey, indexIn, placeIn } from "../figures/scene/scene";
import { cellMeant } from "./meant";
import { LECTURE_INPUT, type Matrix, VERTICAL_EDGE } from "./matrices";
import { lossOf, nudge } from "./nudge";
import { sceneOf } from "./scene";
import {
  cellNamed,
  namedValues,
  numbersOf,
  planeNames,
  type Setup,
  shapesOf,
  shortened,
} from "./setup";
import { reversed } from "./turned";
import { NOT_LOOKING } from "./view";
import { sceneWords } from "./words";

interface Given {
  readonly input?: Matrix;
  readonly filter?: Matrix;
  readonly stride?: readonly number[];
  readonly padding?: readonly number[];
  readonly of?: string;
  readonly at?: number;
  readonly turned?: boolean;
}

function setupOf(given: Given = {}): Setup {
  const { input = LECTURE_INPUT, filter = VERTICAL_EDGE, of = "conv.y", turned = false } = given;
  const [rows = 1, columns = 1] = [filter.length, filter[0]?.length];
  const { stride = [1, 1], padding = [0, 0, 0, 0] } = given;
  const conv = { name: "conv", op: "conv2d", out_channels: 1, kernel_size: [rows, columns] };
  const spec: NetworkSpec = {
    format: 1,
    name: "one",
    input: [1, input.length, input[0]?.length ?? 1],
    layers: [{ ...conv, stride, padding }],
  };
  const outputs = size(shapesOf(spec).output.shape);
  return {
    spec,
    leaves: {
      input,
      "conv.w": turned ? reversed(filter) : filter,
      "conv.b": [0],
      "conv.dy": Array.from({ length: outputs }, (_, at) => ((3 * at) % 5) - 2),
    },
    view: {
      of,
      panels: of === "conv.y" ? ["input", "input.uses", "conv.w"] : ["input", "conv.dy"],
      all: false,
      arrows: false,
      formula: true,
      order: "rows",
      nudge: true,
      turned: turned ? ["conv.w", "conv.dw"] : [],
    },
    at: given.at ?? 1,
    names: { ...planeNames("conv"), uses: { tensor: "input.uses", drop: 2 } },
  };
}

const numbers = fc.integer({ min: -9, max: 9 });
const matrix = (rows: number, columns: number): fc.Arbitrary<Matrix> =>
  fc.array(fc.array(numbers, { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  });
const side = fc.integer({ min: 1, max: 3 });
const setups = fc
  .tuple(fc.integer({ min: 3, max: 6 }), fc.integer({ min: 3, max: 6 }), side, side)
  .chain(([rows, columns, kh, kw]) =>
    fc.record({
      input: matrix(rows, columns),
      filter: matrix(kh, kw),
      stride: fc.tuple(side, side),
      padding: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }),
    }),
  );

/** How many windows lie on each cell, counted on the padded input. */
function counted({ input = [], filter = [], stride = [], padding = [] }: Given): number[][] {
  const [down = 1, across = 1] = stride;
  const [top = 0, left = 0, bottom = 0, right = 0] = padding;
  const counts = input.map((row) => row.map(() => 0));
  const width = filter[0]?.length ?? 0;
  for (let row = -top; row + filter.length <= input.length + bottom; row += down)
    for (let column = -left; column + width <= (input[0]?.length ?? 0) + right; column += across)
      for (let u = 0; u < filter.length; u++)
        for (let v = 0; v < width; v++) {
          const line = counts[row + u];
          if (line?.[column + v] !== undefined) line[column + v] = (line[column + v] ?? 0) + 1;
        }
  return counts;
}

test("use counts are how many windows lie on a cell, and a panel, a name and an answer show them", () => {
  fc.assert(
    fc.property(setups, (given) => {
      const setup = setupOf(given);
      const { uses } = namedValues(setup);
      expect(uses === undefined ? null : toNested(uses)).toEqual(counted(given));
      const scene = sceneOf(numbersOf(setup), setup.view, 1);
      const panel = scene.panels.find(({ key }) => key === "input.uses");
      expect(panel?.sheets[0]?.values).toEqual(counted(given));
      expect(panel?.colouring?.palette).toBe("sequential");
    }),
    { numRuns: 40 },
  );
});

test("asked, a cell names every number that depends on it, with what it meets there", () => {
  const setup = setupOf({ padding: [1, 1, 1, 1] });
  const all = numbersOf(setup);
  const ask = (tensor: string, index: readonly number[]) =>
    sceneOf(all, setup.view, 1, { ...NOT_LOOKING, asked: { tensor, index } });
  const corner = ask("input", [0, 0, 0, 0]);
  expect(corner.asked?.words).toBe(
    "Input row 0, column 0 is 4. 4 numbers depend on it; on the most used cell here 9. In each it meets:",
  );
  expect(corner.asked?.uses.map(({ name, partner }) => `${name}: ${partner}`)).toEqual([
    "output 0, 0: weight 0",
    "output 0, 1: weight 1",
    "output 1, 0: weight 0",
    "output 1, 1: weight 1",
  ]);
  expect(corner.worked).toBeNull();
  expect(corner.cellStyles.get(cellKey("conv.y", [0, 0, 1, 1]))?.lit).toBe("output");
  expect(corner.cellStyles.get(cellKey("conv.w", [0, 0, 0, 0]))?.lit).toBe("weight");
  const weight = ask("conv.w", [0, 0, 0, 0]);
  expect(weight.asked?.words).toContain("used once for every output, 36 times in all");
  expect(weight.asked?.uses[0]?.partner).toBe("padding 0");
  expect(sceneWords(all, setup.view, corner)).toContain("output 1, 1, weight 1.");
});

test("a number that the text points at is lit in its own figure, and in no other", () => {
  const setup = setupOf();
  const meant = (reference: string) => cellMeant(numbersOf(setup), setup, reference, "c1");
  expect(meant("c1.y[0][2]")).toEqual({ tensor: "conv.y", index: [0, 0, 0, 2] });
  expect(meant("c2.y[0][2]")).toBeNull();
  expect(meant("y[0][2]")).toBeNull();
  expect(meant("output")).toBeNull();
});

test("a cell that is pointed at lights what it is multiplied by, and a window its own place", () => {
  const setup = setupOf();
  const pointed = { tensor: "input", index: [0, 0, 0, 2] };
  const scene = sceneOf(numbersOf(setup), setup.view, 1, { ...NOT_LOOKING, pointed });
  expect(scene.partners.map(({ tensor, index }) => cellKey(tensor, index))).toEqual([
    "conv.w[0,0,0,2]",
  ]);
  const other = { tensor: "conv.y", index: [0, 0, 3, 2] };
  const frames = sceneOf(numbersOf(setup), setup.view, 1, {
    ...NOT_LOOKING,
    pointed: other,
  }).frames;
  expect(frames.filter(({ sheet }) => sheet.startsWith("input:")).map(({ hue, row }) => [hue, row]))
    // The window of the walk, then that of the cell.
    .toEqual([
      ["weight", 0],
      ["output", 3],
    ]);
});

test("in the window stands the weight that lies on each cell, on the padding, too", () => {
  const setup = setupOf({ padding: [1, 1, 1, 1] });
  const { cellStyles } = sceneOf(numbersOf(setup), setup.view, 1);
  expect(cellStyles.get("input[0,0,0,0]")?.second).toBe("×0");
  expect(cellStyles.get("input[0,0,-1,-1]")?.second).toBe("×1");
  expect(cellStyles.get("input[0,0,1,1]")?.second).toBe("×−1");
  expect([...cellStyles.values()].filter(({ second }) => second !== undefined)).toHaveLength(9);
});

test("sums stand by rows of the filter, padding or not, without a bias of 0 that is not drawn", () => {
  const linesOf = (padding: number[]): string[] => {
    const setup = setupOf({ padding });
    const { worked } = sceneOf(numbersOf(setup), setup.view, 1);
    if (worked === null) return [];
    return layOut(worked.expression, { value: worked.value }).lines.map(
      (line) => `${line.label}: ${lineText(line)}`,
    );
  };
  expect(linesOf([0, 0, 0, 0])).toEqual([
    "filter row 0: 4 × 1 + 9 × 0 + 2 × (−1) = 2",
    "filter row 1: 5 × 1 + 6 × 0 + 2 × (−1) = 3",
    "filter row 2: 2 × 1 + 4 × 0 + 5 × (−1) = −3",
    ": 2 + 3 + (−3) = 2",
  ]);
  expect(linesOf([1, 1, 1, 1]).map((line) => line.split(":")[0])).toEqual([
    "filter row 0",
    "filter row 1",
    "filter row 2",
    "",
  ]);
});

test("every gradient is the slope that a nudge measures, and the remark says so", () => {
  fc.assert(
    fc.property(setups, fc.constantFrom("input", "conv.w", "conv.b"), (given, tensor) => {
      const of = tensor === "input" ? "input.dy" : tensor.replace(".", ".d");
      const setup = setupOf({ ...given, of });
      const all = numbersOf(setup);
      const gradient = present(all, of);
      for (let at = 0; at < size(gradient.shape); at++) {
        const found = nudge(all, { tensor, index: unravel(gradient.shape, at) });
        expect(found?.slope).toBeCloseTo(gradient.data[at] ?? Number.NaN, 5);
        expect(found?.before).toBe(lossOf(all));
      }
      const [remark = ""] = sceneOf(all, setup.view, 1).remarks.filter((one) =>
        one.startsWith("Check by nudging."),
      );
      expect(remark).toContain("just what the sum above says");
    }),
    { numRuns: 25 },
  );
  expect(nudge(numbersOf(setupOf()), { tensor: "conv.y", index: [0, 0, 0, 0] })).toBeNull();
});

test("a turned filter is written, named, walked and answered as written, and drawn twice", () => {
  const filter = [
    [1, 2],
    [3, 4],
  ];
  const setup = setupOf({ filter, turned: true });
  const all = numbersOf(setup);
  const { w, dw } = namedValues(setup);
  expect(w === undefined ? null : toNested(w)).toEqual(filter);
  const scene = sceneOf(all, setup.view, 1);
  const [own, laid] = scene.panels.filter(({ hue }) => hue === "weight");
  expect(own?.sheets[0]?.values).toEqual(filter);
  expect(laid?.sheets[0]?.values).toEqual(reversed(filter));
  for (const panel of [own, laid]) {
    const [sheet] = panel?.sheets ?? [];
    if (sheet === undefined) throw new Error("a panel without a sheet");
    for (const [row, column] of [
      [0, 1],
      [1, 0],
    ] as const)
      expect(placeIn(sheet, { tensor: "conv.w", index: indexIn(sheet, row, column) })).toEqual({
        row,
        column,
      });
  }
  const first = cellNamed(setup, all, "w", [0, 0]);
  expect(first?.index).toEqual([0, 0, 1, 1]);
  expect(first === null ? null : shortened(setup, all, first)).toEqual({
    name: "w",
    index: [0, 0],
  });
  const back = setupOf({ filter, turned: true, of: "conv.dw" });
  const walked = sceneOf(numbersOf(back), back.view, 1);
  expect(walked.worked?.title).toBe("gradient of w row 0, column 0");
  expect(walked.worked?.value).toBe(dw?.data[0]);
  const [sheet] = walked.panels.at(-1)?.sheets ?? [];
  expect(sheet?.values.flat()).toEqual([dw?.data[0], null, null, null]);
});
