/** Every setting gives a network that fits, differs in what it names, and survives links of old. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { networkShapes } from "../../../engine/graph/shapes";
import { parseSpec } from "../../../engine/graph/parse-spec";
import { initialWeights } from "../../../engine/train/initialisers";
import { lenetRecipe } from "../../../engine/train/recipes";
import { readParameters, readState } from "../../shell/codec";
import type { Fixture } from "../fixtures/fixture";
import { isRecord } from "../untrusted";
import { training, runsOf } from "./definition";
import { layersIn } from "./measures";
import { nearestDepth, networkOf } from "./network";
import { older } from "./older";
import { recipeOf } from "./recipe";
import { settingOf, type Setting } from "./settings";

const fixtures = Object.values(
  import.meta.glob<Fixture>("../fixtures/*.json", { eager: true, import: "default" }),
);
const standard = settingOf(training.initial({}));
const ACTIVATIONS = ["relu", "sigmoid", "tanh", "prelu", "binary_step"] as const;
const settings = fc.record({
  network: fc.constantFrom("dense", "conv"),
  depth: fc.integer({ min: 2, max: 40 }),
  width: fc.integer({ min: 4, max: 32 }),
  activation: fc.constantFrom(...ACTIVATIONS),
  norm: fc.constantFrom("none" as const, "batch" as const),
  skip: fc.boolean(),
  init: fc.constantFrom("he" as const, "xavier" as const, "lecun" as const, "small" as const),
});

const opsIn = (setting: Setting): readonly string[] =>
  networkOf(setting).layers.map(({ op }) => op);
const count = (ops: readonly string[], op: string): number =>
  ops.filter((one) => one === op).length;

describe("the network of a setting", () => {
  test("of a family has as many layers with weights as its depth says, and ends in ten numbers", () => {
    fc.assert(
      fc.property(settings, (part) => {
        const setting = { ...standard, ...part };
        const network = networkShapes(parseSpec(networkOf(setting)));
        expect(network.output.shape).toEqual([10]);
        const { weights, activations } = layersIn(networkOf(setting));
        const ops = opsIn(setting);
        expect(weights).toHaveLength(setting.depth);
        expect(activations).toHaveLength(setting.depth - 1);
        expect(count(ops, setting.activation)).toBe(setting.depth - 1);
        expect(count(ops, "batchnorm")).toBe(setting.norm === "batch" ? setting.depth - 1 : 0);
        expect(count(ops, "add")).toBe(setting.skip ? Math.floor((setting.depth - 2) / 2) : 0);
      }),
      { numRuns: 60 },
    );
  });

  test("plain and residual twins have the same parameters; without normalisation there is none", () => {
    const part = { ...standard, depth: 20, width: 4 };
    const [plain, residual] = ["plain", "residual"].map((network) =>
      networkShapes(networkOf({ ...part, network })),
    );
    expect(residual?.parameterCount).toBe(plain?.parameterCount);
    expect(count(opsIn({ ...part, network: "plain" }), "batchnorm")).toBe(19);
    expect(count(opsIn({ ...part, network: "plain", norm: "none" }), "batchnorm")).toBe(0);
    expect(networkOf({ ...part, network: "plain", skip: true }).name).toBe("residual20");
    expect([20, 21, 56, 2, 110].map(nearestDepth)).toEqual([20, 20, 56, 8, 110]);
  });

  test("a block that starts as the identity ends in zeros, and nothing else does", () => {
    const zero = networkOf({
      ...standard,
      network: "residual",
      depth: 14,
      norm: "none",
      zero: true,
    });
    const ends = zero.layers.filter(({ init }) => init?.kind === "zeros").map(({ name }) => name);
    expect(ends).toHaveLength(6);
    expect(ends.every((name) => name.endsWith("conv2"))).toBe(true);
  });

  test("with batch normalisation it is the last scale of each block that starts at 0", () => {
    const zero = networkOf({ ...standard, network: "residual", depth: 14, zero: true });
    const first = initialWeights(networkShapes(zero), 1);
    const still = [...first].filter(
      ([name, values]) => name.endsWith(".gamma") && values.every((value) => value === 0),
    );
    expect(still).toHaveLength(6);
    expect(still.every(([name]) => name.endsWith("bn2.gamma"))).toBe(true);
  });

  test("any network can be given another activation and a normalisation: LeNet-5 too", () => {
    const lenet = { ...standard, network: "lenet5" };
    expect(networkOf(lenet)).toEqual({ ...lenetRecipe.network, layers: networkOf(lenet).layers });
    const changed = opsIn({ ...lenet, activation: "tanh", norm: "batch" });
    expect([count(changed, "relu"), count(changed, "tanh"), count(changed, "batchnorm")]).toEqual([
      0, 4, 4,
    ]);
    expect(networkShapes(networkOf({ ...lenet, norm: "batch" })).output.shape).toEqual([10]);
    const bare = networkOf({ ...standard, network: "resnet18", norm: "none" });
    expect(bare.layers.some(({ op }) => op === "batchnorm")).toBe(false);
    expect(networkShapes(bare).output.shape).toEqual([1000]);
  });

  test("noise stands behind every batch norm, and is what others read", () => {
    for (const network of ["dense", "residual", "resnet18"]) {
      const setting = { ...standard, network, depth: 14, width: 4, norm: "noisy" } as const;
      const { layers } = networkShapes(parseSpec(networkOf(setting)));
      const noise = layers.filter(({ definition }) => definition.name === "noise");
      const normed = layers.filter(({ definition }) => definition.name === "batchnorm");
      expect(noise.map(({ inputs }) => inputs[0])).toEqual(normed.map(({ name }) => name));
      const readers = layers.filter((layer) => !noise.includes(layer));
      for (const { name } of normed)
        expect(readers.some(({ inputs }) => inputs.includes(name))).toBe(false);
    }
  });

  test("frozen layers are those with parameters before the first one that learns", () => {
    const frozen = (many: number): readonly string[] | undefined =>
      recipeOf({ ...standard, depth: 4, norm: "batch", frozen: many }, 0).frozen;
    expect(frozen(0)).toBeUndefined();
    expect(frozen(2)).toEqual(["fc1", "bn1", "fc2", "bn2"]);
    expect(frozen(9)).toEqual(["fc1", "bn1", "fc2", "bn2", "fc3", "bn3", "fc4"]);
  });

  test("layers in a line get their activations and a flatten where they need one", () => {
    const network = "conv 8, conv 16 5x5 /2, pool 2, linear 20, linear 10";
    expect(opsIn({ ...standard, network, activation: "tanh" })).toEqual([
      "conv2d",
      "tanh",
      "conv2d",
      "tanh",
      "maxpool2d",
      "flatten",
      "linear",
      "tanh",
      "linear",
    ]);
    const shapes = networkShapes(networkOf({ ...standard, network }));
    expect(shapes.layers.map(({ shape }) => shape.join("×"))).toContain("16×14×14");
    expect(opsIn({ ...standard, network: "linear 20, elu, linear 10" })).toEqual([
      "flatten",
      "linear",
      "elu",
      "linear",
    ]);
  });

  test("PyTorch code is a network too", () => {
    const network =
      "nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(2704, 10))";
    expect(networkShapes(networkOf({ ...standard, network })).output.shape).toEqual([10]);
  });

  test("draws weights with the spread that its rule names, times the scale", () => {
    const initOf = (part: Partial<Setting>, name: string) =>
      networkOf({ ...standard, ...part }).layers.find((layer) => layer.name === name)?.init;
    const normal = (std: number) => ({ kind: "normal", mean: 0, std });
    expect(initOf({ depth: 3, scale: 3 }, "fc2")).toEqual(normal(0.75));
    expect(initOf({ depth: 3, init: "lecun" }, "fc1")).toEqual(normal(Math.sqrt(1 / 784)));
    expect(initOf({ network: "conv", width: 8, depth: 3, scale: 2 }, "conv2")).toEqual(
      normal(2 * Math.sqrt(2 / 72)),
    );
    expect(initOf({ depth: 3, init: "xavier" }, "fc1")).toEqual({ kind: "xavier_normal" });
    expect(initOf({ depth: 3, init: "pytorch" }, "fc2")).toEqual({ kind: "pytorch" });
  });

  test("its parameters are those of the network, and its PyTorch code asserts the same number", async () => {
    const state = training.initial({ depth: 3, norm: "batch", optimiser: "adam", rate: 0.001 });
    const parameters = 784 * 32 + 32 + 64 + 32 * 32 + 32 + 64 + 330;
    expect(training.values(state)["parameters"]?.data[0]).toBe(parameters);
    const code = await training.torch(state);
    expect(code).toContain(`== ${parameters}`);
    expect(code).toContain("torch.optim.Adam(net.parameters(), lr=0.001");
  });
});

describe("older names", () => {
  test("an experiment of old is the same networks and recipes", () => {
    const given = { depth: 6, activation: "relu", scale: 3, rate: 0.05, change: "clip", to: "1" };
    const [a, b] = runsOf(older.experiment.initial(given));
    expect(a?.setting).toMatchObject({ network: "dense", depth: 6, activation: "relu", scale: 3 });
    expect(recipeOf(b?.setting ?? standard, 0).clip).toEqual({ kind: "norm", limit: 1 });
    const [, normed] = runsOf(older.experiment.initial({ change: "norm", to: "true" }));
    expect(normed?.setting.norm).toBe("batch");
    const [plain, relu] = runsOf(older.experiment.initial({ norm: false, change: "activation" }));
    expect([plain?.setting.norm, relu?.setting.activation]).toEqual(["none", "relu"]);
  });

  test("the training desk of old is the very recipe whose accuracy is measured", () => {
    const state = older["training-desk"].initial({
      run: "lenet",
      optimiser: "momentum",
      rate: 0.03,
    });
    const recipe = recipeOf(settingOf(state), state.steps);
    expect(state.run).toBe("lenet");
    expect(recipe).toEqual(lenetRecipe);
  });

  test("a link of old names today's fields", () => {
    const base = training.initial({});
    const moved = training.migrate?.(
      {
        setting: { depth: 8, norm: true, learningRate: 0.3, kind: "conv" },
        change: { key: "learningRate", to: 1 },
        show: "update",
        logarithmic: true,
      },
      1,
    );
    const state = training.restore({ ...base, ...moved }, base);
    expect(state).toMatchObject({ depth: 8, norm: "batch", rate: 0.3, network: "conv", log: true });
    expect(state.measure).toBe("update");
    expect(runsOf(state).map(({ setting }) => setting.rate)).toEqual([0.3, 1]);
  });

  test("lessons of old open in the states that their links of old mean", () => {
    for (const { widget, standard: then, cases } of fixtures) {
      if (widget !== "experiment" && widget !== "training-desk") continue;
      const definition = older[widget];
      // Those of the lessons that were released with it.
      const lessons = cases.filter(({ linked }) => linked === "");
      expect(lessons.length).toBeGreaterThan(0);
      for (const { properties, opened } of lessons) {
        const read = readState("f", readParameters(opened), then) ?? then;
        const moved = training.migrate?.(isRecord(read) ? read : {}, 1) ?? {};
        const state = definition.initial(properties);
        for (const [key, value] of Object.entries(training.restore({ ...state, ...moved }, state)))
          expect([key, Reflect.get(state, key)]).toEqual([key, value]);
      }
    }
  });
});
