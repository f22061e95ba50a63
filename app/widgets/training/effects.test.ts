/**
 * What the pages on gradients claim of their networks, held by the ops' own definitions on real
 * digits and a fixed seed: the same settings, networks and first weights that a reader runs.
 * Gradients are those of step 1, 32 digits at a time.
 */
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Dataset } from "../../../engine/data/dataset";
import { networkShapes } from "../../../engine/graph/shapes";
import { createWasm } from "../../../engine/backends/wasm";
import type { Checkpoint } from "../../../engine/train/checkpoint";
import { referenceNumbers } from "../../../engine/explain/reference";
import { initialWeights } from "../../../engine/train/initialisers";
import { Trainer } from "../../../engine/train/trainer";
import { training } from "./definition";
import { layersIn } from "./measures";
import { networkOf } from "./network";
import { recipeOf } from "./recipe";
import { settingOf, type Setting } from "./settings";
import { shippedData } from "./trained.testing";

vi.setConfig({ testTimeout: 120_000 });

const SEED = 1;
const BATCH = 32;
let digits: Dataset;

beforeAll(async () => {
  digits = await shippedData("mnist");
});

const length = (data: ArrayLike<number>): number =>
  Math.sqrt(Array.from(data).reduce((sum, value) => sum + value * value, 0));

const STANDARD: Setting = {
  ...settingOf(training.initial({})),
  depth: 20,
  activation: "sigmoid",
  init: "he",
  norm: "none",
};

/** Length of each layer's weight gradient, first layer first. */
function gradients(setting: Partial<Setting>, batch = BATCH): number[] {
  const whole = { ...STANDARD, ...setting };
  const network = networkShapes(networkOf(whole));
  const pixels = Float64Array.from(digits.pixels.subarray(0, batch * 784), (value) => value / 255);
  const labels = [...digits.labels.subarray(0, batch)];
  const values = referenceNumbers({
    network,
    weights: initialWeights(network, SEED),
    input: pixels,
    batch,
    labels,
    mode: "train",
  });
  return layersIn(networkOf(whole)).weights.map((layer) =>
    length(values.peek(`${layer}.dw`)?.data ?? []),
  );
}

/** Powers of ten that the gradient loses from the last layer to the first. */
function lost(setting: Partial<Setting>, batch = BATCH): number {
  const all = gradients(setting, batch);
  return Math.log10((all.at(-1) ?? Number.NaN) / (all[0] ?? Number.NaN));
}

describe("at the first step, on real digits", () => {
  test("20 logistic layers lose at least six orders of magnitude; ReLU with He's weights less than one", () => {
    expect(lost({ activation: "sigmoid", init: "he" })).toBeGreaterThan(6);
    expect(lost({ activation: "sigmoid", init: "xavier" })).toBeGreaterThan(6);
    expect(Math.abs(lost({ activation: "relu", init: "he" }))).toBeLessThan(1);
  });

  test("the deeper, the less arrives: about the same factor for every layer", () => {
    const [five, ten, twenty] = [5, 10, 20].map((depth) => lost({ depth, activation: "sigmoid" }));
    expect(ten ?? 0).toBeGreaterThan((five ?? 0) + 1);
    expect(twenty ?? 0).toBeGreaterThan((ten ?? 0) + 2);
  });

  test("batch normalisation, and skip connections, each bring the first layer's gradient back by orders of magnitude", () => {
    const plain = gradients({ activation: "sigmoid" })[0] ?? Number.NaN;
    expect((gradients({ activation: "sigmoid", norm: "batch" })[0] ?? 0) / plain).toBeGreaterThan(
      1e4,
    );
    expect((gradients({ activation: "sigmoid", skip: true })[0] ?? 0) / plain).toBeGreaterThan(1e4);
  });

  test("weights three times as large as He's make it explode: each layer multiplies by about three", () => {
    const [usual = 0] = gradients({ activation: "relu", depth: 12 });
    const [large = 0] = gradients({ activation: "relu", depth: 12, scale: 3 });
    expect(large / usual).toBeGreaterThan(1e4);
  });

  test("the same holds of convolutions", () => {
    expect(
      lost({ network: "conv", width: 4, depth: 10, activation: "sigmoid" }, 4),
    ).toBeGreaterThan(3);
    expect(
      Math.abs(lost({ network: "conv", width: 4, depth: 10, activation: "relu" }, 4)),
    ).toBeLessThan(1.5);
  });
});

describe("in training", () => {
  const boom: Setting = {
    ...STANDARD,
    depth: 6,
    activation: "relu",
    init: "he",
    scale: 3,
    rate: 0.05,
  };
  const slots = layersIn(networkOf(boom)).weights.flatMap((layer) => [
    `${layer}.dw`,
    `${layer}.db`,
  ]);

  async function train(
    setting: Setting,
    steps: number,
    look: (trainer: Trainer) => Promise<void> = async () => {},
  ): Promise<number[]> {
    const backend = await createWasm({ threads: 1 });
    const trainer = await Trainer.open(backend, recipeOf(setting, 0), digits, {
      keep: slots,
    });
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) {
      await trainer.advance();
      await look(trainer);
      losses.push(...(await trainer.losses()).map(({ loss }) => loss));
    }
    trainer.free();
    backend.dispose();
    return losses;
  }

  test("weight scale 3 ends in NaN within ten steps; clipped at 1 the same run learns", async () => {
    expect((await train(boom, 10)).some((loss) => !Number.isFinite(loss))).toBe(true);
    const clipped = await train({ ...boom, clip: 1 }, 300);
    expect(clipped.every(Number.isFinite)).toBe(true);
    const mean = (part: readonly number[]): number =>
      part.reduce((sum, loss) => sum + loss, 0) / part.length;
    expect(mean(clipped.slice(-20))).toBeLessThan(mean(clipped.slice(0, 20)) / 10);
  });

  test.each([0.5, 1, 5])(
    "clipping holds the length of the whole gradient at its bound, here %d",
    async (clip) => {
      await train({ ...boom, clip }, 8, async (trainer) => {
        const parts = await trainer.read(slots);
        const whole = Math.hypot(...slots.map((slot) => length(parts.get(slot) ?? [])));
        // Unclipped it is thousands long: what is left is the bound itself.
        expect(whole / clip).toBeGreaterThan(0.999);
        expect(whole / clip).toBeLessThan(1.001);
      });
    },
  );

  test("a run switched from logistic to ReLU learns with the weights that it had; a binary step stops its first layer altogether", async () => {
    const setting: Setting = {
      ...STANDARD,
      depth: 6,
      activation: "sigmoid",
      init: "xavier",
      rate: 0.1,
    };
    const backend = await createWasm({ threads: 1 });
    const goOn = async (activation: Setting["activation"], from: Checkpoint, steps: number) => {
      const trainer = await Trainer.open(backend, recipeOf({ ...setting, activation }, 0), digits, {
        keep: ["fc1.dw"],
      });
      trainer.restore(from);
      while (trainer.step < from.step + steps) await trainer.advance();
      const losses = (await trainer.losses()).map(({ loss }) => loss);
      const gradient = length((await trainer.read(["fc1.dw"])).get("fc1.dw") ?? []);
      const state = await trainer.checkpoint();
      trainer.free();
      return { loss: losses.slice(-20).reduce((sum, loss) => sum + loss, 0) / 20, gradient, state };
    };
    const network = networkShapes(networkOf(setting));
    const before = await goOn(
      "sigmoid",
      { step: 0, rates: [], tensors: initialWeights(network, SEED) },
      200,
    );
    const switched = await goOn("relu", before.state, 400);
    expect(before.loss).toBeGreaterThan(2.2);
    expect(switched.loss).toBeLessThan(1);
    expect((await goOn("binary_step", before.state, 20)).gradient).toBe(0);
    backend.dispose();
  });
});
