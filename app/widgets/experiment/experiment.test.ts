/** The experiment's choices: every one gives a network that fits, differs by one thing, survives a link, and is told truly. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { networkShapes } from "../../../engine/graph/shapes";
import { parseSpec } from "../../../engine/graph/parse-spec";
import { CHANGE_KEYS, changed, parseTo, suggested } from "./change";
import { experiment, settingB, type ExperimentState } from "./definition";
import { ACTIVATIONS, activationLayers, INITS, KINDS, networkOf, recipeOf, spread, STANDARD, weightLayers, type Setting } from "./setting";

const settings = fc.record({
  kind: fc.constantFrom(...KINDS),
  depth: fc.integer({ min: 2, max: 50 }),
  width: fc.integer({ min: 4, max: 64 }),
  activation: fc.constantFrom(...ACTIVATIONS),
  init: fc.constantFrom(...INITS),
  scale: fc.constantFrom(0.1, 1, 3),
  norm: fc.boolean(),
  skip: fc.boolean(),
  learningRate: fc.constantFrom(0.001, 0.05, 1),
  clip: fc.constantFrom(0, 1, 5),
});

describe("the network of a setting", () => {
  test("is valid, has as many layers with weights as its depth says, and ends in ten numbers", () => {
    fc.assert(
      fc.property(settings, (setting: Setting) => {
        const network = networkShapes(parseSpec(networkOf(setting)));
        expect(network.output.shape).toEqual([10]);
        const weighted = network.layers.filter((layer) => layer.kind === "linear" || layer.kind === "conv2d");
        expect(weighted.map((layer) => layer.name)).toEqual(weightLayers(setting));
        expect(weighted.length).toBe(setting.depth);
        expect(network.layers.filter((layer) => layer.kind === setting.activation).map((layer) => layer.name)).toEqual(
          activationLayers(setting),
        );
        expect(network.layers.filter((layer) => layer.kind === "batchnorm").length).toBe(setting.norm ? setting.depth - 1 : 0);
        expect(network.layers.filter((layer) => layer.kind === "add").length).toBe(setting.skip ? Math.floor((setting.depth - 2) / 2) : 0);
      }),
      { numRuns: 60 },
    );
  });

  test("draws weights with the spread that its rule names, times the scale", () => {
    expect(spread("he", 32, 32)).toBeCloseTo(0.25);
    expect(spread("xavier", 784, 32) ** 2).toBeCloseTo(2 / 816);
    const network = networkOf({ ...STANDARD, scale: 3, depth: 3 });
    expect(network.layers.find((layer) => layer.name === "fc2")?.init).toEqual({ kind: "normal", mean: 0, std: 0.75 });
    const conv = networkOf({ ...STANDARD, kind: "conv", width: 8, depth: 3 });
    expect(conv.layers.find((layer) => layer.name === "conv2")?.init).toEqual({ kind: "normal", mean: 0, std: Math.sqrt(2 / 72) });
  });

  test("a skip connection goes round exactly two layers", () => {
    const network = networkOf({ ...STANDARD, depth: 6, skip: true });
    expect(network.layers.filter((layer) => layer.op === "add").map((layer) => layer.inputs)).toEqual([
      ["act3", "act1"],
      ["act5", "add3"],
    ]);
  });

  test("clipping is in the recipe only when it is on", () => {
    expect(recipeOf(STANDARD, 1, 32).clip).toBeUndefined();
    expect(recipeOf({ ...STANDARD, clip: 2 }, 1, 32).clip).toEqual({ kind: "norm", limit: 2 });
  });
});

describe("run B", () => {
  test("differs from run A in the one choice that it names, and in nothing else", () => {
    fc.assert(
      fc.property(settings, fc.constantFrom(...CHANGE_KEYS), (setting: Setting, key) => {
        const other = changed(setting, suggested(setting, key));
        const differing = CHANGE_KEYS.filter((name) => other[name] !== setting[name]);
        expect(differing).toEqual([key]);
      }),
    );
  });

  test("is read from a lesson's text, and nonsense there still gives a run that differs", () => {
    expect(parseTo("norm", "true", STANDARD)).toEqual({ key: "norm", to: true });
    expect(parseTo("depth", "30", STANDARD)).toEqual({ key: "depth", to: 30 });
    expect(parseTo("activation", "relu", STANDARD)).toEqual({ key: "activation", to: "relu" });
    expect(parseTo("activation", "banana", STANDARD)).toEqual(suggested(STANDARD, "activation"));
    expect(parseTo("depth", "", STANDARD)).toEqual(suggested(STANDARD, "depth"));
  });
});

describe("the state", () => {
  const base = experiment.initial({});
  const states = fc
    .record({ setting: settings, key: fc.option(fc.constantFrom(...CHANGE_KEYS)), seed: fc.nat(1000), cursor: fc.option(fc.nat(500)) })
    .map(
      ({ setting, key, seed, cursor }): ExperimentState => ({
        ...base,
        setting,
        change: key === null ? null : suggested(setting, key),
        seed,
        cursor,
      }),
    );

  test("comes back from a link unchanged", () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(experiment.restore(JSON.parse(JSON.stringify(state)), base)).toEqual(state);
      }),
    );
  });

  test("is repaired from anything at all", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (anything, inside) => {
        for (const given of [anything, { setting: anything, change: inside, seed: inside }, { change: { key: "depth", to: anything } }]) {
          const state = experiment.restore(given, base);
          expect(experiment.restore(JSON.parse(JSON.stringify(state)), base)).toEqual(state);
          expect(() => networkShapes(networkOf(settingB(state) ?? state.setting))).not.toThrow();
        }
      }),
    );
  });

  test("comes back from the lesson block that it is copied as", () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(experiment.initial(experiment.toProperties(state))).toEqual({ ...state, cursor: null });
      }),
    );
  });

  test("its parameters are those of the network, and its PyTorch code asserts the same number", () => {
    const state = experiment.initial({ depth: 3, norm: true, skip: true });
    const count = networkShapes(networkOf(state.setting)).parameterCount;
    expect(experiment.values(state)["parameters"]?.data[0]).toBe(count);
    expect(count).toBe(784 * 32 + 32 + 64 + 32 * 32 + 32 + 64 + 330);
    expect(experiment.torch(state)).toContain(`== ${count}`);
    expect(experiment.torch(state)).toContain("self.fc2 = nn.Linear(32, 32)");
    expect(experiment.torch(experiment.initial({ depth: 5, skip: true }))).toContain("y['add3'] = y['act3'] + y['act1']");
    expect(experiment.describe({ ...state, change: { key: "norm", to: false } })).toContain("but batch normalisation off");
  });
});
