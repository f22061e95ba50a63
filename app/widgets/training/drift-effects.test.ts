/**
 * What the page on internal covariate shift claims, on five seeds each: four logistic layers on
 * small pictures of clothes, the settings of its runs. A loss is the mean of the last 50 of 300
 * steps. Drift is how far the mean of a unit moves in five steps, over its deviation, for 200 fixed
 * pictures; the mean over the units of the second hidden layer and over the run.
 */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createWasm } from "../../../engine/backends/wasm";
import { type Dataset, pixelsAsFloats } from "../../../engine/data/dataset";
import { Inference } from "../../../engine/train/inference";
import { Trainer } from "../../../engine/train/trainer";
import { training } from "./definition";
import { recipeOf } from "./recipe";
import { type Setting, settingOf } from "./settings";
import { shippedData } from "./trained.testing";

vi.setConfig({ testTimeout: 120_000 });

const STEPS = 300;
const EVERY = 5;
const PICTURES = 200;
const BASE: Setting = {
  ...settingOf(training.initial({})),
  depth: 4,
  width: 32,
  activation: "sigmoid",
  init: "xavier",
  data: "fashion",
  side: "14",
  batch: 32,
  rate: 0.5,
};
let clothes: Dataset;
let backend: Awaited<ReturnType<typeof createWasm>>;

beforeAll(async () => {
  backend = await createWasm({ threads: 1 });
  clothes = await shippedData("fashion");
});

afterAll(() => backend.dispose());

interface Moments {
  readonly mean: number;
  readonly std: number;
}

function momentsOf(rows: ArrayLike<number>): readonly Moments[] {
  const units = rows.length / PICTURES;
  return Array.from({ length: units }, (_, unit) => {
    const values = Array.from({ length: PICTURES }, (__, row) => rows[row * units + unit] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / PICTURES;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { mean, std: Math.sqrt(squares / PICTURES) };
  });
}

/** Mean over the units of how far each has moved, over its deviation before. */
function moved(before: readonly Moments[], after: readonly Moments[]): number {
  const each = before.map(({ mean, std }, unit) =>
    std === 0 ? 0 : Math.abs((after[unit]?.mean ?? 0) - mean) / std,
  );
  return each.reduce((sum, one) => sum + one, 0) / each.length;
}

async function run(changed: Partial<Setting>) {
  const recipe = recipeOf({ ...BASE, ...changed }, STEPS);
  const trainer = await Trainer.open(backend, recipe, clothes);
  const how = { batch: PICTURES, mode: "train" } as const;
  const inference = await Inference.open(backend, recipe.network, how);
  const chosen = Int32Array.from({ length: PICTURES }, (_, at) => at);
  const pixels = pixelsAsFloats(trainer.dataset, chosen);
  const look = async (): Promise<readonly Moments[]> => {
    inference.setWeights(await trainer.weights(), trainer.step);
    const read = await inference.run(pixels, ["act2.y"], { seed: 7919 * trainer.step + 13 });
    return momentsOf(read.get("act2.y")?.data ?? []);
  };
  let [before, drift] = [await look(), 0];
  while (trainer.step < STEPS) {
    await trainer.advance();
    if (trainer.step % EVERY !== 0) continue;
    const after = await look();
    drift += (moved(before, after) * EVERY) / STEPS;
    before = after;
  }
  const last = (await trainer.losses()).slice(-50);
  trainer.free();
  inference.free();
  return { drift, loss: last.reduce((sum, { loss }) => sum + loss, 0) / last.length };
}

/** How far apart the 15th and the 85th percentile of a layer's outputs lie, before and after. */
async function spreads(changed: Partial<Setting>): Promise<readonly (readonly [number, number])[]> {
  const recipe = recipeOf({ ...BASE, ...changed }, STEPS);
  const trainer = await Trainer.open(backend, recipe, clothes);
  const how = { batch: PICTURES, mode: "train" } as const;
  const inference = await Inference.open(backend, recipe.network, how);
  const chosen = Int32Array.from({ length: PICTURES }, (_, at) => at);
  const pixels = pixelsAsFloats(trainer.dataset, chosen);
  const layers = ["act1.y", "act2.y", "act3.y"];
  const look = async (): Promise<readonly number[]> => {
    inference.setWeights(await trainer.weights(), trainer.step);
    const read = await inference.run(pixels, layers);
    return layers.map((layer) => {
      const sorted = Float32Array.from(read.get(layer)?.data ?? []).toSorted();
      const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
      return at(0.85) - at(0.15);
    });
  };
  const before = await look();
  while (trainer.step < STEPS) await trainer.advance();
  const after = await look();
  trainer.free();
  inference.free();
  return before.map((spread, at) => [spread, after[at] ?? Number.NaN] as const);
}

test.each([1, 2, 3, 4, 5])(
  "seed %i: the histograms of all hidden layers become more than 1.5 times as wide; of frozen layers they stay, and with batch norm those of the first two nearly do",
  async (seed) => {
    for (const [before, after] of await spreads({ seed, norm: "none" }))
      expect(after / before).toBeGreaterThan(1.5);
    const frozen = (await spreads({ seed, norm: "none", frozen: 2 })).slice(0, 2);
    for (const [before, after] of frozen) expect(after).toBe(before);
    // The third layer's learned scale stretches its outputs.
    for (const [before, after] of (await spreads({ seed, norm: "batch" })).slice(0, 2))
      expect(Math.abs(after / before - 1)).toBeLessThan(0.25);
  },
);

test.each([1, 2, 3, 4, 5])(
  "seed %i: batch norm ends the drift and learns; with noise behind it there is more drift than ever, and it learns as well",
  async (seed) => {
    const plain = await run({ seed, norm: "none" });
    const normed = await run({ seed, norm: "batch" });
    const noisy = await run({ seed, norm: "noisy" });
    expect(normed.drift).toBeLessThan(plain.drift / 8);
    expect(noisy.drift).toBeGreaterThan(plain.drift * 3);
    expect(plain.loss).toBeGreaterThan(1.4);
    expect(normed.loss).toBeLessThan(0.75);
    expect(noisy.loss).toBeLessThan(0.75);
    expect(noisy.loss - normed.loss).toBeLessThan(0.08);
    const frozen = await run({ seed, norm: "none", frozen: 2 });
    expect(frozen.drift).toBe(0);
    expect(frozen.loss).toBeGreaterThan(2.2);
  },
);
