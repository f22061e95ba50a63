/**
 * The small parts of a run: rates, batches, first weights, saved weights, checkpoints, recipes from
 * strangers.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LabError } from "../core/errors";
import { readSafetensors, writeSafetensors } from "../data/formats/safetensors";
import { cifarNetwork } from "../graph/networks/cifar";
import { lenet5 } from "../graph/networks/lenet";
import { networkShapes } from "../graph/shapes";
import { batches, unshuffled } from "./batches";
import { readCheckpoint, writeCheckpoint } from "./checkpoint";
import { initialWeights } from "./initialisers";
import { parseRecipe } from "./parse-recipe";
import type { Recipe, ScheduleSpec } from "./recipe";
import { lenetRecipe } from "./recipes";
import { rateFactor } from "./schedule";
import { toStored, weightsFrom } from "./weights";

describe("schedules", () => {
  const at = (schedule: ScheduleSpec, ...steps: number[]): number[] =>
    steps.map((step) => Number(rateFactor(schedule, step).toFixed(6)));

  it("follow PyTorch's StepLR and CosineAnnealingLR", () => {
    expect(at({ kind: "step", every: 10, gamma: 0.1 }, 1, 10, 11, 20, 21)).toEqual([
      1, 1, 0.1, 0.1, 0.01,
    ]);
    expect(at({ kind: "cosine", steps: 100 }, 1, 51, 101, 150)).toEqual([1, 0.5, 0, 0]);
    expect(at({ kind: "cosine", steps: 100, floor: 0.2 }, 1, 51, 101)).toEqual([1, 0.6, 0.2]);
  });

  it("warm up in a line and then begin what follows at its beginning", () => {
    expect(
      at(
        { kind: "warmup", steps: 4, next: { kind: "step", every: 2, gamma: 0.5 } },
        1,
        2,
        4,
        5,
        6,
        7,
      ),
    ).toEqual([0.25, 0.5, 1, 1, 1, 0.5]);
  });
});

describe("batches", () => {
  it("visit every example once an epoch, in another order each time, and know any step without the others", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 8 }),
        fc.nat(),
        (wholes, batch, seed) => {
          const count = wholes * batch;
          const order = batches(seed, count, batch);
          const epoch = (from: number): number[] =>
            Array.from({ length: wholes }, (_, step) => [...order.at(from + step)]).flat();
          const [first, second] = [epoch(1), epoch(1 + wholes)];
          const all = Array.from({ length: count }, (_, example) => example);
          expect(first.toSorted((a, b) => a - b)).toEqual(all);
          expect(second.toSorted((a, b) => a - b)).toEqual(all);
          if (count > 20) expect(first).not.toEqual(second);
          expect([...batches(seed, count, batch).at(wholes + 1)]).toEqual(second.slice(0, batch));
        },
      ),
    );
  });

  it("come class after class where they are not shuffled, in every epoch the same", () => {
    const labels = Uint8Array.from({ length: 25 }, (_, at) => (7 * at) % 3);
    const order = unshuffled("sorted", { labels, training: 20 });
    const sorted = batches(1, 20, 6, order);
    const epoch = (first: number) => [0, 1, 2].flatMap((at) => [...sorted.at(first + at)]);
    expect(epoch(1)).toEqual(epoch(4));
    expect(epoch(1).map((at) => labels[at])).toEqual(
      epoch(1)
        .map((at) => labels[at])
        .toSorted(),
    );
    expect(new Set(order)).toEqual(new Set(Array.from({ length: 20 }, (_, at) => at)));
    expect(unshuffled("shuffled", { labels, training: 20 })).toBeNull();
    expect(unshuffled(undefined, { labels, training: 20 })).toBeNull();
  });

  it("refuse a batch larger than the data set", () => {
    expect(() => batches(1, 10, 11)).toThrow("a batch of 11 needs more than 10 training examples");
  });
});

describe("first weights", () => {
  const spread = (values: Float32Array): number =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

  it("are the same for a seed and differ between seeds and layers", () => {
    const network = networkShapes(lenet5());
    expect(initialWeights(network, 5)).toEqual(initialWeights(network, 5));
    expect(initialWeights(network, 5).get("fc1.w")).not.toEqual(
      initialWeights(network, 6).get("fc1.w"),
    );
  });

  it("of a layer do not change when another layer is added", () => {
    const short = initialWeights(networkShapes(cifarNetwork({ depth: 8, residual: true })), 3);
    const long = initialWeights(networkShapes(cifarNetwork({ depth: 14, residual: true })), 3);
    expect(long.get("s1b1.conv1.w")).toEqual(short.get("s1b1.conv1.w"));
  });

  it.each([
    ["pytorch", 1 / Math.sqrt(3 * 400)],
    ["xavier_uniform", Math.sqrt(2 / 520)],
    ["xavier_normal", Math.sqrt(2 / 520)],
    ["he_uniform", Math.sqrt(2 / 400)],
    ["he_normal", Math.sqrt(2 / 400)],
  ] as const)("by %s have the spread of the formula", (kind, wanted) => {
    const layers = [{ name: "fc", op: "linear", out_features: 120, init: { kind } }];
    const weights = initialWeights(
      networkShapes({ format: 1, name: "n", input: [400], layers }),
      1,
    );
    expect(spread(weights.get("fc.w") ?? new Float32Array(1))).toBeCloseTo(wanted, 3);
    const bias = spread(weights.get("fc.b") ?? new Float32Array(1));
    if (kind === "pytorch") expect(bias).toBeCloseTo(wanted, 2);
    else expect(bias).toBe(0);
  });

  it("count the kernel's area for a convolution", () => {
    const layers = [
      {
        name: "c",
        op: "conv2d",
        out_channels: 64,
        kernel_size: 5,
        groups: 2,
        init: { kind: "he_normal" as const },
      },
    ];
    const weights = initialWeights(
      networkShapes({ format: 1, name: "n", input: [8, 9, 9], layers }),
      1,
    );
    expect(spread(weights.get("c.w") ?? new Float32Array(1))).toBeCloseTo(
      Math.sqrt(2 / (4 * 25)),
      2,
    );
  });
});

describe("saved weights", () => {
  const network = networkShapes(cifarNetwork({ depth: 8, residual: true, width: 2 }));
  const weights = initialWeights(network, 1);

  it("come back as they were", () => {
    expect(
      weightsFrom(readSafetensors(writeSafetensors(toStored(weights, network))), network),
    ).toEqual(weights);
  });

  it("are understood under PyTorch's names", () => {
    const torch: Readonly<Record<string, string>> = {
      w: "weight",
      b: "bias",
      gamma: "weight",
      beta: "bias",
    };
    const stored = new Map(
      [...toStored(weights, network)].map(([name, value]) => [
        name.replace(/\.(\w+)$/, (_, slot: string) => `.${torch[slot] ?? slot}`),
        value,
      ]),
    );
    expect(weightsFrom(stored, network)).toEqual(weights);
  });

  it("are found behind the name of a wrapper, also of two", () => {
    for (const wrapper of ["module.", "_orig_mod.", "module._orig_mod."]) {
      const stored = new Map(
        [...toStored(weights, network)].map(([name, value]) => [`${wrapper}${name}`, value]),
      );
      expect(weightsFrom(stored, network)).toEqual(weights);
    }
  });

  it("of an nn.Sequential are taken layer for layer, by number", () => {
    const lenet = networkShapes(lenet5());
    const given = initialWeights(lenet, 3);
    const numbers = new Map([
      ["conv1", 0],
      ["conv2", 3],
      ["fc1", 7],
      ["fc2", 9],
      ["fc3", 11],
    ]);
    const stored = new Map(
      [...toStored(given, lenet)].toReversed().map(([name, value]) => {
        const [layer = "", slot = ""] = name.split(".");
        return [`module.${numbers.get(layer)}.${slot === "w" ? "weight" : "bias"}`, value];
      }),
    );
    expect(weightsFrom(stored, lenet)).toEqual(given);
    const short = new Map([...stored].filter(([name]) => !name.startsWith("module.7")));
    expect(() => weightsFrom(short, lenet)).toThrow(
      "the file has 4 layers with weights (0, 3, 9, 11), lenet5 has 5",
    );
  });

  it("with a variance below 0 are refused by name", () => {
    const stored = new Map(toStored(weights, network));
    stored.set("bn0.running_var", { shape: [2], data: Float32Array.of(0, -1) });
    expect(() => weightsFrom(stored, network)).toThrow(
      "bn0.running_var: value 1 is -1, but a variance is not negative",
    );
  });

  it("of another network are refused with the layer and both shapes", () => {
    const other = toStored(weights, network);
    expect(() => weightsFrom(other, networkShapes(lenet5()))).toThrow(
      "the file has no tensor conv1.w",
    );
    expect(() =>
      weightsFrom(other, networkShapes(cifarNetwork({ depth: 8, residual: true, width: 3 }))),
    ).toThrow("conv0.w: the file has 2×3×3×3, the network needs 3×3×3×3");
  });
});

describe("checkpoints", () => {
  it("survive being written and read, bit for bit", () => {
    const tensors = new Map([
      ["conv1.w", Float32Array.of(1, -0, Number.MIN_VALUE, 3e-39)],
      ["velocity", Float32Array.of(0.1)],
    ]);
    const given = { step: 41, rates: [{ from: 11, rate: 0.25 }], tensors };
    expect(readCheckpoint(writeCheckpoint(given))).toEqual(given);
  });

  it("are not anything else", () => {
    expect(() => readCheckpoint(writeSafetensors(new Map()))).toThrow("this is not a saved run");
  });
});

describe("parseRecipe", () => {
  it("reads what is done to the pictures, and refuses what it does not know", () => {
    const changed: Recipe = {
      ...lenetRecipe,
      transform: [{ kind: "average_pool", size: 2 }],
      augment: [
        { kind: "shift", pixels: 2 },
        { kind: "flip" },
        { kind: "flip", p: 0.25 },
        { kind: "noise", std: 0.1 },
        { kind: "affine", turn: 8, slant: 0.2, scale: 0.1, shift: 1.5 },
        { kind: "affine" },
        { kind: "stroke", pixels: 0.5 },
      ],
      optimiser: { kind: "adam", amsgrad: true },
    };
    expect(parseRecipe(JSON.parse(JSON.stringify(changed)))).toEqual(changed);
    const refused = (change: object) => () => parseRecipe({ ...lenetRecipe, ...change });
    expect(refused({ transform: {} })).toThrow("transform must be a list");
    expect(refused({ transform: [{ kind: "crop" }] })).toThrow('no transform "crop"');
    expect(refused({ transform: [{ kind: "average_pool", size: 1 }] })).toThrow("size must be");
    expect(refused({ augment: [{ kind: "flip", p: 2 }] })).toThrow("p must be");
    expect(refused({ augment: [{ kind: "noise", std: 1, mean: 0 }] })).toThrow('setting "mean"');
    expect(refused({ augment: [{ kind: "affine", scale: 1 }] })).toThrow("scale must be");
    expect(refused({ augment: [{ kind: "stroke", pixels: 2 }] })).toThrow("pixels must be");
    expect(refused({ augment: [{ kind: "rotate" }] })).toThrow('no augmentation "rotate"');
  });

  const refusal = (change: Record<string, unknown>): string => {
    try {
      parseRecipe({ ...lenetRecipe, ...change });
    } catch (error) {
      if (error instanceof LabError) return error.message;
      throw error;
    }
    return "accepted";
  };

  it("accepts the lesson's recipe and every optimiser, schedule and clip, through JSON", () => {
    const schedule = { kind: "warmup", steps: 5, next: { kind: "cosine", steps: 10, floor: 0.1 } };
    const recipes: unknown[] = [
      lenetRecipe,
      {
        ...lenetRecipe,
        optimiser: { kind: "adamw", betas: [0.8, 0.9], eps: 1e-6, weight_decay: 0.1 },
        schedule,
        clip: { kind: "norm", limit: 1 },
        frozen: ["conv1"],
      },
      {
        ...lenetRecipe,
        optimiser: { kind: "rmsprop", alpha: 0.9, centered: true, momentum: 0.5 },
        loss: "mse",
      },
    ];
    for (const recipe of recipes)
      expect(parseRecipe(JSON.parse(JSON.stringify(recipe)))).toEqual(
        JSON.parse(JSON.stringify(recipe)) as Recipe,
      );
  });

  it.each([
    [{ learningrate: 1 }, 'a recipe has no setting "learningrate"'],
    [{ batch: 0 }, "the recipe: batch must be a whole number from 1 to 4096"],
    [{ learningRate: Number.NaN }, "the recipe: learningRate must be a number from 0 to 1000000"],
    [{ optimiser: { kind: "sdg" } }, 'there is no optimiser "sdg"'],
    [{ optimiser: { kind: "sgd", beta: 1 } }, 'sgd has no setting "beta"'],
    [
      { optimiser: { kind: "sgd", nesterov: true } },
      "sgd: nesterov needs a momentum above 0 and a dampening of 0",
    ],
    [
      { optimiser: { kind: "sgd", momentum: 0.9, dampening: 0.1, nesterov: true } },
      "sgd: nesterov needs a momentum above 0 and a dampening of 0",
    ],
    [
      { optimiser: { kind: "rmsprop", centered: "yes" } },
      "rmsprop: centered must be true or false",
    ],
    [{ optimiser: { kind: "adam", betas: [0.9, 1] } }, "betas must lie between 0 and 1"],
    [
      { schedule: { kind: "cosine", steps: 0 } },
      "the schedule: steps must be a whole number from 1 to 1000000000",
    ],
    [{ clip: { kind: "norms", limit: 1 } }, 'clip must be by "norm" or by "value"'],
    [{ frozen: [3] }, "the recipe: frozen must be a list of names of layers"],
    [{ loss: "hinge" }, 'the loss must be "cross_entropy" or "mse"'],
  ])("explains %j", (change, message) => {
    expect(refusal(change)).toBe(message);
  });

  it("answers anything with a recipe or a LabError", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(lenetRecipe)),
        fc.anything(),
        (key, value) => void expect(typeof refusal({ [key]: value })).toBe("string"),
      ),
    );
  });
});
