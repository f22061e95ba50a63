/**
 * The volume figure: its numbers are the engine's, its arithmetic adds up, its gradients are the
 * measured ones.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../../engine/core/expression";
import { present } from "../../../engine/explain/numbers";
import { nudge } from "../../explorer/nudge";
import { sceneOf } from "../../explorer/scene";
import { numbersOf } from "../../explorer/setup";
import { NOT_LOOKING } from "../../explorer/view";
import { walkCell } from "../../explorer/walk";
import type { Panel, Sheet } from "../../figures/scene/scene";
import { volume } from "./definition";
import { pasted } from "./editing";
import { presetOf, PRESETS, type PresetName, withChannels, withFilters } from "./presets";
import { lossNow, setupOf, updatedLayer } from "./setup";
import { cellsOnLine, extentsOf, fields, lengthOf, type VolumeState } from "./state";

const opened = (preset: PresetName, rest: Partial<VolumeState> = {}): VolumeState =>
  fields.restore({ ...volume.initial({ preset }), ...rest }, fields.standard);

const integer = fc.integer({ min: -9, max: 9 }).map((value) => value + 0);
const grid = (rows: number, columns: number) =>
  fc.array(fc.array(integer, { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  });
const states: fc.Arbitrary<VolumeState> = fc
  .record({
    channels: fc.integer({ min: 1, max: 4 }),
    filters: fc.integer({ min: 1, max: 3 }),
    kernel: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 3, max: 6 }),
    width: fc.integer({ min: 3, max: 6 }),
    stride: fc.integer({ min: 1, max: 2 }),
    padding: fc.integer({ min: 0, max: 1 }),
    activation: fc.constantFrom("none" as const, "relu" as const),
  })
  .chain(({ channels, filters, kernel, height, width, ...rest }) =>
    fc.record({
      x: fc.array(grid(height, width), { minLength: channels, maxLength: channels }),
      w: fc.array(fc.array(grid(kernel, kernel), { minLength: channels, maxLength: channels }), {
        minLength: filters,
        maxLength: filters,
      }),
      b: fc.array(integer, { minLength: filters, maxLength: filters }),
      rest: fc.constant(rest),
    }),
  )
  .map(({ x, w, b, rest }) => opened("volume", { x, w, b, ...rest, at: 0 }));

/** The arithmetic of a place of the walk. */
const workedAt = (state: VolumeState, at: number) => {
  const { view } = setupOf(state);
  return sceneOf(numbersOf(setupOf(state)), view, at).worked;
};

describe("convolution on a volume", () => {
  test("6×6×3 with 3×3×3: 27 products make one number of 4×4×1", () => {
    const state = opened("volume");
    const { y: out, parameters } = volume.values(state);
    expect(out?.shape).toEqual([1, 4, 4]);
    expect(parameters?.data[0]).toBe(28);
    const tree = workedAt(state, 1)?.expression;
    const groups = tree?.kind === "sum" ? tree.terms.filter((term) => term.kind === "sum") : [];
    expect(groups.map((group) => (group.kind === "sum" ? group.terms.length : 0))).toEqual([
      9, 9, 9,
    ]);
  });

  test("the first channel alone gives the lecture's numbers", () => {
    expect([...(volume.values(opened("single"))["y"]?.data ?? [])]).toEqual([
      2, 6, -4, 5, 0, 4, 0, -1, -5, 0, 3, 6, -2, 5, 0, 3,
    ]);
  });

  test("two filters give 4×4×2 with 56 parameters; ten give 280 whatever the input's size", () => {
    const two = volume.values(opened("two-filters"));
    expect([two["y"]?.shape, two["parameters"]?.data[0]]).toEqual([[2, 4, 4], 56]);
    const layer = opened("layer");
    expect(volume.values(layer)["parameters"]?.data[0]).toBe(280);
    const short = opened("layer", { x: layer.x.map((sheet) => sheet.slice(0, 4)) });
    expect(volume.values(short)["parameters"]?.data[0]).toBe(280);
  });

  test("6×6×5 with two 1×1 filters gives 6×6×2: a dot product at every pixel", () => {
    const state = opened("one-by-one");
    const { y: out } = volume.values(state);
    expect(out?.shape).toEqual([2, 6, 6]);
    const dot = state.x.reduce(
      (sum, sheet, c) => sum + (sheet[2]?.[3] ?? 0) * (state.w[1]?.[c]?.[0]?.[0] ?? 0),
      0,
    );
    expect(out?.data[36 + 2 * 6 + 3]).toBe(dot);
  });

  test("the arithmetic of any output and of any gradient evaluates to the engine's number", () => {
    fc.assert(
      fc.property(states, fc.nat(), (given, pick) => {
        for (const change of [
          { direction: "forward" },
          ...(["x", "w", "b"] as const).map((of) => ({ direction: "backward", of })),
        ]) {
          const state = fields.restore({ ...given, ...change }, given);
          const at = (pick % lengthOf(state)) + 1;
          const worked = workedAt(state, at);
          if (worked === null) throw new Error("nothing is worked out");
          expect(evaluate(worked.expression)).toBeCloseTo(worked.value, 9);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("the gradients are the measured slopes", () => {
    fc.assert(
      fc.property(states, fc.nat(), (given, pick) => {
        fc.pre(given.activation === "none");
        for (const of of ["x", "w", "b"] as const) {
          const state = fields.restore({ ...given, direction: "backward", of }, given);
          const numbers = numbersOf(setupOf(state));
          const { view } = setupOf(state);
          const index = walkCell(numbers, view, (pick % lengthOf(state)) + 1) ?? [];
          const name = { x: "input", w: "conv.w", b: "conv.b" }[of];
          const found = nudge(numbers, { tensor: name, index });
          const at = (pick % lengthOf(state)) + 1;
          const scale = Math.max(1, ...state.x.flat(2).map((value) => value * value));
          // One-sided: what curves adds up to half a step of the second derivative.
          expect(
            Math.abs((found?.slope ?? Number.NaN) - (workedAt(state, at)?.value ?? 0)),
          ).toBeLessThan(0.01 * scale);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("partial sums grow to the whole: a channel is as many products as its slice has weights", () => {
    fc.assert(
      fc.property(states, (given) => {
        const by = (grain: VolumeState["grain"]) => fields.restore({ ...given, grain }, given);
        const [cells, channels, products] = [by("cell"), by("channel"), by("product")];
        const { channels: count, kernel } = extentsOf(given);
        for (let channel = 1; channel < count; channel++)
          expect(workedAt(channels, channel)?.value).toBeCloseTo(
            workedAt(products, channel * kernel * kernel)?.value ?? Number.NaN,
            9,
          );
        for (const state of [channels, products])
          expect(workedAt(state, lengthOf(state) / cellsOnLine(state))?.value).toBe(
            workedAt(cells, 1)?.value,
          );
      }),
      { numRuns: 40 },
    );
  });

  test("one update against the gradient lowers the loss of the ten-filter layer", () => {
    const state = opened("layer", { learningRate: 1e-4 });
    expect(lossNow(updatedLayer(state))).toBeLessThan(lossNow(state));
    const numbers = numbersOf(setupOf(state));
    const slope = present(numbers, "conv.dw").data[0] ?? Number.NaN;
    expect(updatedLayer(state).w[0]?.[0]?.[0]?.[0]).toBeCloseTo(
      (state.w[0]?.[0]?.[0]?.[0] ?? 0) - 1e-4 * slope,
      12,
    );
  });

  test("filters and channels can be added and taken away, and the tensors always fit together", () => {
    for (const name of PRESETS.filter((preset) => presetOf(preset).source === "own"))
      for (const count of [1, 3, 5])
        for (const next of [withFilters(opened(name), count), withChannels(opened(name), count)]) {
          expect(fields.restore(next, opened("volume")).w).toEqual(next.w);
          expect(extentsOf(next).filters).toBe(next.b.length);
        }
  });
});

test("a layer that sees only the lecture's result finds the vertical-edge filter, and at a larger rate it does not", () => {
  const start = {
    ...volume.initial({
      x: [
        [
          [4, 9, 2, 5, 8, 3],
          [5, 6, 2, 4, 0, 3],
          [2, 4, 5, 4, 5, 2],
          [5, 6, 5, 4, 7, 8],
          [5, 7, 7, 9, 2, 1],
          [5, 8, 5, 3, 8, 4],
        ],
      ],
      w: [[[0, 1, 2].map(() => [0, 0, 0])]],
      b: [0],
      target: [
        [
          [2, 6, -4, 5],
          [0, 4, 0, -1],
          [-5, 0, 3, 6],
          [-2, 5, 0, 3],
        ],
      ],
    }),
    learningRate: 0.004,
  };
  const learned = updatedLayer(start, 1000);
  expect(lossNow(learned)).toBeLessThan(0.01);
  for (const row of learned.w[0]?.[0] ?? [])
    row.forEach((weight, at) => expect(Math.abs(weight - (1 - at))).toBeLessThan(0.11));
  expect(lossNow(updatedLayer({ ...start, learningRate: 0.005 }, 60))).toBeGreaterThan(1000);
});

test("a matrix that is pasted on any sheet is the numbers of that sheet, and of nothing else", () => {
  fc.assert(
    fc.property(states, fc.nat(), fc.nat(), fc.boolean(), (state, at, which, dense) => {
      const view = dense ? "dense" : "flat";
      const here = fields.restore({ ...state, view, at: at % (lengthOf(state) + 1) }, state);
      const sheets = editableSheets(here);
      const sheet = sheets[which % sheets.length];
      if (sheet === undefined) throw new Error("nothing can be edited");
      const wanted = sheet.values.map((row, i) => row.map((_, j) => 10 * i + j + 0.5));
      const next = pasted(here, sheet, wanted);
      if (typeof next === "string") throw new Error(next);
      expect(fields.restore(next, next)).toEqual(next);
      const after = new Map(editableSheets(next).map((one) => [one.key, one] as const));
      expect(after.get(sheet.key)?.values).toEqual(wanted);
      expect(numbersIn(next)).toHaveLength(numbersIn(here).length);
      const changed = numbersIn(next).filter((one, cell) => one !== numbersIn(here)[cell]);
      expect(changed.toSorted()).toEqual(wanted.flat().toSorted());
    }),
  );
});

const numbersIn = ({ x, w, b }: VolumeState): readonly number[] => [x, w, b].flat(4);

function editableSheets(state: VolumeState): readonly Sheet[] {
  const { view } = setupOf(state);
  const editable = new Set(["input", "conv.w", "conv.b"]);
  const scene = sceneOf(numbersOf(setupOf(state)), view, state.at, { ...NOT_LOOKING, editable });
  const panels = (part: unknown): readonly Panel[] => {
    if (typeof part !== "object" || part === null || part instanceof Map) return [];
    if ("sheets" in part && "editable" in part) return [part as Panel];
    return Object.values(part).flatMap(panels);
  };
  return panels([scene.panels, scene.volumes])
    .filter((panel) => panel.editable)
    .flatMap(({ sheets }) => sheets);
}
