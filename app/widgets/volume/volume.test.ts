/** The volume figure: its numbers are the engine's, its arithmetic adds up, its gradients are the measured ones. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../../engine/core/expression";
import { volume } from "./definition";
import { explainGradient, explainOutput, layerOf, measured, updatedLayer } from "./layer";
import { presetOf, PRESETS, withChannels, withFilters } from "./presets";
import { cellsOnLine, cursorOf, extentsOf, lengthOf, type VolumeState } from "./volume-state";

const integer = fc.integer({ min: -9, max: 9 });
const grid = (rows: number, columns: number) =>
  fc.array(fc.array(integer, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows });
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
      w: fc.array(fc.array(grid(kernel, kernel), { minLength: channels, maxLength: channels }), { minLength: filters, maxLength: filters }),
      b: fc.array(integer, { minLength: filters, maxLength: filters }),
      rest: fc.constant(rest),
    }),
  )
  .map(({ x, w, b, rest }) => ({ ...presetOf("volume"), x, w, b, ...rest, at: 0 }));

describe("convolution on a volume", () => {
  test("6×6×3 with 3×3×3: 27 products make one number of 4×4×1", () => {
    const state = presetOf("volume");
    const { y: out, parameters } = volume.values(state);
    expect(out?.shape).toEqual([1, 4, 4]);
    expect(parameters?.data[0]).toBe(28);
    const tree = explainOutput(state, 0, "all");
    const groups = tree.kind === "sum" ? tree.terms.filter((term) => term.kind === "sum") : [];
    expect(groups).toHaveLength(3);
    expect(groups.map((group) => (group.kind === "sum" ? group.terms.length : 0))).toEqual([9, 9, 9]);
  });

  test("the first channel alone gives the lecture's numbers", () => {
    expect([...(volume.values(presetOf("single"))["y"]?.data ?? [])]).toEqual([2, 6, -4, 5, 0, 4, 0, -1, -5, 0, 3, 6, -2, 5, 0, 3]);
  });

  test("two filters give 4×4×2 with 56 parameters; ten give 280 whatever the input's size", () => {
    const two = volume.values(presetOf("two-filters"));
    expect([two["y"]?.shape, two["parameters"]?.data[0]]).toEqual([[2, 4, 4], 56]);
    const layer = presetOf("layer");
    expect(volume.values(layer)["parameters"]?.data[0]).toBe(280);
    expect(volume.values({ ...layer, x: layer.x.map((sheet) => sheet.slice(0, 4)) })["parameters"]?.data[0]).toBe(280);
  });

  test("6×6×5 with two 1×1 filters gives 6×6×2: a dot product at every pixel", () => {
    const state = presetOf("one-by-one");
    const { y: out } = volume.values(state);
    expect(out?.shape).toEqual([2, 6, 6]);
    const dot = state.x.reduce((sum, sheet, c) => sum + (sheet[2]?.[3] ?? 0) * (state.w[1]?.[c]?.[0]?.[0] ?? 0), 0);
    expect(out?.data[36 + 2 * 6 + 3]).toBe(dot);
  });

  test("the explanation of any output and of any gradient evaluates to the engine's number", () => {
    fc.assert(
      fc.property(states, fc.nat(), (state, pick) => {
        const { values } = layerOf(state);
        const outputs = values["y"]?.data ?? [];
        const at = pick % outputs.length;
        expect(evaluate(explainOutput(state, at, "all"))).toBeCloseTo(outputs[at] ?? Number.NaN, 9);
        for (const of of ["x", "w", "b"] as const) {
          const gradient = values[`d${of}`]?.data ?? [];
          const cell = pick % gradient.length;
          expect(evaluate(explainGradient(state, of, cell))).toBeCloseTo(gradient[cell] ?? Number.NaN, 9);
        }
      }),
    );
  });

  test("the gradients are the measured slopes", () => {
    fc.assert(
      fc.property(states, fc.nat(), (state, pick) => {
        fc.pre(state.activation === "none");
        for (const of of ["x", "w", "b"] as const) {
          const gradient = layerOf(state).values[`d${of}`]?.data ?? [];
          const cell = pick % gradient.length;
          expect(measured(state, of, cell, 1e-3)).toBeCloseTo(gradient[cell] ?? Number.NaN, 4);
        }
      }),
    );
  });

  test("partial sums grow to the whole: the last part of a cell is its full value before the activation", () => {
    fc.assert(
      fc.property(states, fc.constantFrom("channel" as const, "product" as const), (state, grain) => {
        const stepped = { ...state, grain };
        const all = lengthOf(stepped) / cellsOnLine(stepped);
        expect(evaluate(explainOutput(stepped, 0, all))).toBeCloseTo(layerOf(state).values["z"]?.data[0] ?? Number.NaN, 9);
        if (all > 1) expect(cursorOf({ ...stepped, at: all + 1 })).toEqual({ cell: 1, parts: 1 });
      }),
    );
  });

  test("one update against the gradient lowers the loss of the ten-filter layer", () => {
    const state = { ...presetOf("layer"), learningRate: 1e-4 };
    expect(layerOf(updatedLayer(state)).loss).toBeLessThan(layerOf(state).loss);
  });

  test("filters and channels can be added and taken away, and the tensors always fit together", () => {
    for (const name of PRESETS.filter((preset) => presetOf(preset).source === "own")) {
      for (const count of [1, 3, 5]) {
        for (const next of [withFilters(presetOf(name), count), withChannels(presetOf(name), count)]) {
          expect(volume.restore(next, presetOf("volume")).w).toEqual(next.w);
          expect(extentsOf(next).filters).toBe(next.b.length);
        }
      }
    }
  });

  test("any value restores to a state that computes; a state survives link and lesson block", () => {
    fc.assert(
      fc.property(fc.anything(), (garbage) => {
        const state = volume.restore(garbage, presetOf("volume"));
        expect(volume.describe(state)).toContain("parameters");
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(states, (state) => {
        expect(volume.restore(JSON.parse(JSON.stringify(state)), presetOf("single"))).toEqual(state);
        expect(volume.initial(volume.toProperties(state))).toEqual(state);
      }),
    );
  });
});
