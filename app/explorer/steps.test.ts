/**
 * Ops without a line of code in the app, stepped through the figure "network", forwards and
 * backwards: every place has its arithmetic, its operands are drawn and lit, and nothing else is.
 */
import "./any-network";
import { describe, expect, test } from "vitest";
import { cellsOf } from "../../engine/core/expression";
import { size } from "../../engine/core/shape";
import { explain } from "../../engine/explain/explain";
import { ops } from "../../engine/ops";
import { layOut, lineText } from "../figures/describe/arithmetic";
import { layOutScene } from "../figures/scene/layout";
import { PAPER } from "../figures/scene/room";
import { cellKey, placeIn } from "../figures/scene/scene";
import { setupOf } from "../widgets/network/setup";
import { fields, type NetworkState } from "../widgets/network/state";
import { panelsOf } from "./parts";
import { valueOfGradient } from "./highlights";
import { titleOf } from "./names";
import { sceneOf } from "./scene";
import { namedValues, numbersOf } from "./setup";
import { cellAt, placeOf, tensorWalk } from "./walk";
import { sceneWords } from "./words";

const VECTORS = [[[1, 2, 0.5, -1]], [[0.25, -2, 3, 1]], [[4, 1, -1, 2]]];
const PICTURES = [
  [
    [1, 2, 0],
    [3, -1, 2],
    [0.5, 4, 1],
  ],
  [
    [2, -2, 1],
    [0, 1, 3],
    [1, 0.25, -1],
  ],
  [
    [0, 1, 1],
    [2, 5, -3],
    [1, 1, 2],
  ],
];

/** The network, the planes of its input, and the layer whose numbers are stepped. */
const OPS: Readonly<Record<string, Partial<NetworkState> & { readonly layer: string }>> = {
  softmax: { spec: "softmax | relu", input: VECTORS, axes: "vectors", layer: "softmax" },
  "batch norm in training": {
    spec: "bn | relu",
    input: PICTURES,
    axes: "samples",
    train: true,
    layer: "bn",
  },
  "batch norm in use": { spec: "bn | relu", input: PICTURES, layer: "bn" },
  "a sum of two branches": {
    spec: "conv 3 3x3 pad 1 | relu | conv 3 1x1 | sum: add from relu1, conv2 | relu",
    input: PICTURES,
    layer: "sum",
  },
  "a product of two branches": {
    spec: "conv 3 3x3 pad 1 | mean | gate: mul from conv, mean | relu",
    input: PICTURES,
    layer: "gate",
  },
  "local response normalisation": {
    spec: "lrn size 3 alpha 0.5 | relu",
    input: PICTURES,
    layer: "lrn",
  },
  "average pooling": { spec: "avgpool 2 stride 1 | relu", input: PICTURES, layer: "pool" },
  "max pooling": { spec: "pool 2 stride 1 | relu", input: PICTURES, layer: "pool" },
  "a dense layer": { spec: "linear 3 | tanh", input: VECTORS, axes: "vectors", layer: "linear" },
  "a convolution": { spec: "conv 2 2x2 pad 1 stride 2 | relu", input: PICTURES, layer: "conv" },
  "a shortcut that adds channels": {
    spec: "pad_channels 4 stride 2 | relu",
    input: PICTURES,
    layer: "pad_channels",
  },
  "a group norm": { spec: "groupnorm 3 | relu", input: PICTURES, layer: "groupnorm" },
};

/** Every other op of the engine that stands in a network as it is, without a setting. */
const OTHERS = Object.keys(ops).flatMap((layer): [string, (typeof OPS)[string]][] => {
  const used = Object.values(OPS).some((one) => one.layer === layer);
  const input = PICTURES.map((rows) => rows.slice(1).map((row) => row.slice(1)));
  const state = { spec: `${layer} | relu`, input, layer };
  return !used && stands(state) ? [[layer, state]] : [];
});

function stands(given: Partial<NetworkState> & { readonly layer: string }): boolean {
  const { network } = numbersOf(setupOf(fields.restore(given, fields.standard)));
  return network.layers.some(({ name }) => name === given.layer);
}

test("an op that is added to the engine is stepped here without a line of the app", () => {
  expect(OTHERS.length).toBeGreaterThan(15);
  expect(OTHERS.map(([name]) => name)).toContain("silu");
});

describe.each([...Object.entries(OPS), ...OTHERS])("%s", (_, { layer, ...given }) => {
  const state = fields.restore(given, fields.standard);
  const numbers = numbersOf(setupOf(state));
  const source = numbers.network.layers.find(({ name }) => name === layer);
  const gradients = [
    ...(source?.inputs ?? []).map((input) => `${input}.dy`),
    ...Object.keys(source?.parameters ?? {}).map((slot) => `${layer}.d${slot}`),
  ];

  test.each([`${layer}.y`, ...gradients])("every place of %s", (of) => {
    const view = { ...setupOf(fields.restore({ ...given, of }, fields.standard)).view };
    expect(view.of).toBe(of);
    const shape = numbers.shape(of);
    for (let at = 1; at <= size(shape); at++) {
      const index = cellAt(shape, "rows", at) ?? [];
      const cursor = { tensor: of, index };
      const scene = sceneOf(numbers, view, at);
      expect(scene.cursor).toEqual(cursor);
      const { expression, value } = explain(numbers, of, index);
      expect(scene.worked?.value).toBe(value);
      expect(
        layOut(scene.worked?.expression ?? expression, { value })
          .lines.map(lineText)
          .join(),
      ).toMatch(/[=≈]/);
      const leaves = [...cellsOf(expression)].map((cell) => cellKey(cell.tensor, cell.index));
      const own = valueOfGradient(numbers, cursor);
      const meant = new Set([
        ...leaves,
        cellKey(of, index),
        ...(own === null ? [] : [cellKey(own.tensor, own.index)]),
      ]);
      // Weights are also written on the padding of a window, where there are no cells.
      const lit = [...scene.cellStyles.keys()].filter((key) => !key.includes("-"));
      expect(new Set(lit)).toEqual(meant);
      for (const cell of cellsOf(expression)) {
        const panel = scene.panels.find(({ key }) => key === cell.tensor);
        expect(
          panel?.sheets.some((sheet) => placeIn(sheet, cell) !== null),
          cell.tensor,
        ).toBe(true);
      }
      expect(sceneWords(numbers, view, scene).length).toBeGreaterThan(10);
    }
  });

  test("is laid out on paper with every digit", () => {
    const { view } = setupOf(state);
    const layout = layOutScene(
      sceneOf(numbers, { ...view, of: `${layer}.y`, all: true }, 1),
      PAPER,
    );
    for (const { sheets } of layout.panels)
      for (const { digits } of sheets) expect(digits).not.toBeNull();
  });
});

test("a window is outlined on the channels that it reads, and on no other", () => {
  const framed = (spec: string, of: string): number => {
    const state = fields.restore({ spec, of, at: 1, input: PICTURES }, fields.standard);
    return sceneOf(numbersOf(setupOf(state)), setupOf(state).view, 1).frames.length;
  };
  expect(framed("pool 2 stride 1 | relu", "pool.y")).toBe(1);
  expect(framed("conv 2 2x2 | relu", "conv.y")).toBe(3);
});

test("a number that is changed changes what depends on it, and the explanation says so", () => {
  const before = fields.restore(
    { spec: "softmax | relu", input: VECTORS, axes: "vectors" },
    fields.standard,
  );
  const after = fields.restore(
    { ...before, edits: [{ tensor: "input", index: [1, 2], value: -4 }] },
    fields.standard,
  );
  const [old, now] = [numbersOf(setupOf(before)), numbersOf(setupOf(after))];
  expect(explain(now, "input", [1, 2]).value).toBe(-4);
  expect(explain(now, "softmax.y", [0, 0]).value).toBe(explain(old, "softmax.y", [0, 0]).value);
  expect(explain(now, "softmax.y", [1, 0]).value).not.toBe(explain(old, "softmax.y", [1, 0]).value);
});

test("a place on a walk and its cell are one another's inverse, in both orders", () => {
  const shape = [2, 3, 4, 5];
  for (const order of ["rows", "places"] as const)
    for (let at = 1; at <= size(shape); at++)
      expect(placeOf(shape, order, cellAt(shape, order, at) ?? [])).toBe(at);
  expect(cellAt(shape, "places", 2)).toEqual([0, 1, 0, 0]);
});

test("batch norm's statistics and running averages are walked, shown and named; winners are not", () => {
  const input = [[[6, 160]], [[2, 120]], [[5, 150]], [[8, 180]], [[4, 140]]];
  const state = fields.restore(
    { spec: "bn eps 0 | relu", input, axes: "vectors", train: true },
    fields.standard,
  );
  const setup = setupOf(state);
  const numbers = numbersOf(setup);
  const named = namedValues(setup);
  const expected = {
    "bn.mean": [5, 150],
    "bn.inverse_std": [0.5, 0.05],
    "bn.running_mean.next": [0.5, 15],
    "bn.running_var.next": [1.4, 50.9],
  };
  for (const [name, values] of Object.entries(expected)) {
    expect(tensorWalk(numbers)).toContain(name);
    for (const [at, value] of values.entries())
      expect(named[name]?.data[at]).toBeCloseTo(value, 12);
    const scene = sceneOf(numbers, { ...setup.view, of: name }, 1);
    expect(scene.worked?.value).toBeCloseTo(values[0] ?? Number.NaN, 12);
    expect(scene.panels.map(({ key }) => key)).toContain("input");
  }
  expect(tensorWalk(numbersOf(setupOf(fields.standard))).join()).not.toContain("argmax");
});

test("a mean that is used many times has one line of arithmetic", () => {
  const state = fields.restore(
    { spec: "bn eps 0", input: [[[6]], [[2]], [[5]], [[8]], [[4]]], axes: "vectors", train: true },
    fields.standard,
  );
  const { expression, value } = explain(numbersOf(setupOf(state)), "bn.y", [0, 0]);
  const labels = layOut(expression, { value }).lines.map(({ label }) => label);
  expect(labels.filter((label) => label === "μ")).toHaveLength(1);
  expect(labels.filter((label) => label === "x − μ")).toHaveLength(5);
});

test("in training, a batch norm draws the statistics that it reads, and no running averages", () => {
  const drawn = (given: Partial<NetworkState>): readonly string[] => {
    const state = fields.restore({ ...OPS["batch norm in training"], ...given }, fields.standard);
    return panelsOf(numbersOf(setupOf(state)), setupOf(state).view);
  };
  const running = ["bn.running_mean", "bn.running_var"];
  for (const of of ["bn.y", "input.dy", "bn.dgamma"])
    for (const name of running) expect(drawn({ of })).not.toContain(name);
  expect(drawn({ of: "bn.y", train: false })).toEqual(expect.arrayContaining(running));
  expect(drawn({ of: "bn.running_mean.next" })).toContain("bn.running_mean");
});

test("scale and shift have their letters in the titles, and so have their gradients", () => {
  const numbers = numbersOf(
    setupOf(fields.restore({ ...OPS["batch norm in training"] }, fields.standard)),
  );
  const titles = ["gamma", "dgamma", "beta", "dbeta"].map((slot) => titleOf(numbers, `bn.${slot}`));
  expect(titles).toEqual(["bn scale γ", "Gradient ∂E/∂bn.γ", "bn shift β", "Gradient ∂E/∂bn.β"]);
});

test("a convolution of several channels is drawn as volumes, forwards and backwards", () => {
  const given = { spec: "conv 2 2x2 pad 1 stride 2 | relu", input: PICTURES };
  const scene = (of: string) => {
    const { view, ...setup } = setupOf(fields.restore({ ...given, of }, fields.standard));
    return sceneOf(numbersOf({ ...setup, view }), view, 3).volumes ?? null;
  };
  const forward = scene("conv.y");
  expect(forward?.input.sheets.length).toBe(3);
  expect(forward?.filter.sheets.map(({ prefix }) => prefix)).toEqual([
    [0, 0],
    [0, 1],
    [0, 2],
  ]);
  expect(forward?.window).toEqual({ row: 2, column: 0, rows: 2, columns: 2 });
  expect(scene("conv.dw")?.filter.hue).toBe("gradient");
  expect(scene("input.dy")?.input.hue).toBe("gradient");
  expect(scene("relu.y")).toBeNull();
});
