/**
 * What the page on batch normalisation claims of its two runs, on five seeds each: the settings
 * that a reader runs there, on small pictures of clothing. A loss is the mean of the last 50 of 300
 * steps.
 */
import { beforeAll, expect, test, vi } from "vitest";
import { createWasm } from "../../../engine/backends/wasm";
import type { Dataset } from "../../../engine/data/dataset";
import { Trainer } from "../../../engine/train/trainer";
import { runsOf, training } from "./definition";
import { recipeOf } from "./recipe";
import type { Setting } from "./settings";
import { shippedData } from "./trained.testing";

vi.setConfig({ testTimeout: 120_000 });

const STEPS = 300;
const SEEDS = [1, 2, 3, 4, 5];
let clothing: Dataset;

beforeAll(async () => {
  clothing = await shippedData("fashion");
});

async function lossOf(setting: Setting): Promise<number> {
  const backend = await createWasm({ threads: 1 });
  const trainer = await Trainer.open(backend, recipeOf(setting, STEPS), clothing);
  while (trainer.step < STEPS) await trainer.advance();
  const last = (await trainer.losses()).slice(-50);
  trainer.free();
  backend.dispose();
  return last.reduce((sum, { loss }) => sum + loss, 0) / last.length;
}

/** The losses of the two variants, a pair for each seed. */
async function losses(given: Record<string, string | number>): Promise<[number, number][]> {
  const pairs: [number, number][] = [];
  for (const seed of SEEDS) {
    const state = training.initial({
      network: "dense",
      depth: 6,
      width: 64,
      init: "he",
      data: "fashion",
      side: "14",
      rate: 0.1,
      variants: "without: norm=none; with batch norm: norm=batch",
      ...given,
      seed,
    });
    const [first = Number.NaN, second = Number.NaN] = await Promise.all(
      runsOf(state).map(({ setting }) => lossOf(setting)),
    );
    pairs.push([first, second]);
  }
  return pairs;
}

test("with batch normalisation the loss is lower, on five of five seeds", async () => {
  for (const [without, normed] of await losses({})) {
    expect(without).toBeLessThan(0.8);
    expect(normed).toBeLessThan(without - 0.05);
  }
});

test("with first weights × 0.3 the run without stays at the loss of guessing, the other does not, on five of five seeds", async () => {
  for (const [without, normed] of await losses({ scale: 0.3 })) {
    expect(Math.abs(without - Math.log(10))).toBeLessThan(0.02);
    expect(normed).toBeLessThan(0.7);
  }
});

test("before or after ReLU makes little difference, on five of five seeds", async () => {
  const after = `flatten, ${"linear 64, relu, bn, ".repeat(5)}linear 10`;
  const variants = `before ReLU: norm=batch; after ReLU: network={${after}}`;
  for (const [before, behind] of await losses({ variants }))
    expect(Math.abs(before - behind)).toBeLessThan(0.05);
});
