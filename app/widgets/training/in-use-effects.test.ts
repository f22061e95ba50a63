/**
 * What the page on batch normalisation at test time claims of its networks, on five seeds each: the
 * settings that a reader runs there. Scores are shares of the first 1,000 held-out pictures.
 */
import { beforeAll, expect, test, vi } from "vitest";
import { createWasm } from "../../../engine/backends/wasm";
import { type Dataset, pixelsAsFloats } from "../../../engine/data/dataset";
import { examine, wholeSetStatistics } from "../../../engine/train/examine";
import { Inference } from "../../../engine/train/inference";
import { Trainer } from "../../../engine/train/trainer";
import { isMilestone, Scoring } from "../../../engine/worker/scoring";
import { batchesWith, CONDITIONS, SHOWN } from "./conditions";
import { drawings } from "../../pictures/drawing/drawings.testing";
import { writeDrawing } from "../../pictures/drawing/drawing";
import { runsOf, training } from "./definition";
import { changing, drawnInput, neighbourhood, type OwnAnswers, ownAnswers } from "./own-drawing";
import { recipeOf } from "./recipe";
import { shippedData } from "./trained.testing";

vi.setConfig({ testTimeout: 120_000 });

const SEEDS = [1, 2, 3, 4, 5];
const DIGITS = {
  network: "dense",
  depth: 5,
  width: 64,
  norm: "batch",
  side: "14",
  batch: 32,
  rate: 0.1,
} as const;
let pictures: Dataset;

beforeAll(async () => {
  pictures = await shippedData("mnist");
});

/** The run of each variant after so many steps. */
async function trained(
  given: Readonly<Record<string, string | number>>,
  steps: number,
): Promise<readonly Trainer[]> {
  const backend = await createWasm({ threads: 1 });
  const runs: Trainer[] = [];
  for (const { setting } of runsOf(training.initial(given))) {
    const trainer = await Trainer.open(backend, recipeOf(setting, steps), pictures);
    while (trainer.step < steps) await trainer.advance();
    runs.push(trainer);
  }
  return runs;
}

const digitsMade = new Map<number, Trainer>();

/** The page's network after 300 steps. */
async function digitsAt300(seed: number): Promise<Trainer> {
  const made = digitsMade.get(seed) ?? (await trained({ ...DIGITS, seed }, 300))[0];
  if (made === undefined) throw new Error("no run");
  digitsMade.set(seed, made);
  return made;
}

/** The accuracy under the condition of that title. */
async function scoreOf(trainer: Trainer, title: string): Promise<number> {
  const { backend, recipe, dataset } = trainer;
  const [conditions, statistics] = CONDITIONS.find((one) => one.title === title)?.asked ?? [];
  if (conditions === undefined) throw new Error(`no condition ${title}`);
  const own = await trainer.weights();
  const weights =
    statistics === undefined
      ? own
      : await wholeSetStatistics(backend, recipe.network, own, dataset, statistics);
  return (await examine(backend, recipe, weights, dataset, conditions)).accuracy;
}

const DEEPER = "conv 8 /2, conv 16 /2, conv 16, conv 16, conv 16, linear 10";
const IN_USE = "running averages (in use)";
const WHOLE = "of 2,000 training pictures";
const ONE_CLASS = "of a batch of 32, all of one class";

/** Which of the first pictures change their answer when one neighbour of seven is swapped. */
async function changed(trainer: Trainer, first: number): Promise<number> {
  const { backend, recipe, dataset } = trainer;
  const inference = await Inference.open(backend, recipe.network, { batch: 8, mode: "train" });
  inference.setWeights(await trainer.weights(), 0);
  const output = `${recipe.network.layers.at(-1)?.name ?? ""}.y`;
  let count = 0;
  for (let picture = 0; picture < first; picture++) {
    const answers = new Set<number>();
    for (const batch of batchesWith(picture)) {
      const held = Int32Array.from(batch, (at) => dataset.training + at);
      const read = await inference.run(pixelsAsFloats(dataset, held), [output]);
      const scores = Array.from(read.get(output)?.data.slice(0, 10) ?? []);
      answers.add(scores.indexOf(Math.max(...scores)));
    }
    if (answers.size > 1) count += 1;
  }
  inference.free();
  return count;
}

/** What a run's handle answers, of a trainer that stands still. */
async function asked(trainer: Trainer): Promise<Parameters<typeof ownAnswers>[0]["handle"]> {
  const { backend, recipe, dataset } = trainer;
  const weights = await trainer.weights();
  const open = new Map<string, Inference>();
  return {
    examples: async (indices) => {
      const held = Int32Array.from(indices, (at) => dataset.training + at);
      const labels = Int32Array.from(held, (at) => dataset.labels[at] ?? -1);
      return {
        pixels: { shape: [held.length, 196], data: pixelsAsFloats(dataset, held) },
        labels: { shape: [held.length], data: labels },
      };
    },
    infer: async (input, tensors = [], how = {}) => {
      const key = JSON.stringify(how);
      const inference = open.get(key) ?? (await Inference.open(backend, recipe.network, how));
      if (!open.has(key)) inference.setWeights(weights, 0);
      open.set(key, inference);
      return Object.fromEntries(await inference.run(input, [...tensors]));
    },
  };
}

/** What every tenth of the scripted drawings is taken for, among held-out digits. */
async function ownDrawings(
  trainer: Trainer,
  setting: Parameters<typeof drawnInput>[0],
): Promise<readonly (OwnAnswers & { readonly label: number })[]> {
  const run = { handle: await asked(trainer), network: trainer.recipe.network };
  const others = await neighbourhood(run.handle);
  const found = [];
  for (const { strokes, label } of drawings.filter((_, at) => at % 10 === 0)) {
    const input = drawnInput(setting, writeDrawing({ kind: "strokes", strokes }));
    const answers = input === null ? null : await ownAnswers(run, input, others, () => true);
    if (answers === null) throw new Error("no ink");
    found.push({ ...answers, label });
  }
  return found;
}

test.each(SEEDS)(
  "seed %i: at least nine of eleven drawings that are read rightly in use change their answer when one neighbour is swapped, and nine among seven of their own class",
  async (seed) => {
    const found = await ownDrawings(await digitsAt300(seed), training.initial({ ...DIGITS, seed }));
    expect(found.map(({ inUse }) => inUse)).toEqual(found.map(({ label }) => label));
    expect(found.filter(({ sets }) => changing(sets).count > 0).length).toBeGreaterThanOrEqual(9);
    // Among seven of its own class.
    const others = found.filter(({ inUse, sameClass }) => sameClass !== inUse);
    expect(others.length).toBeGreaterThanOrEqual(9);
    for (const { alone } of found) expect(alone).toMatch(/more than one value per channel/);
  },
);

test.each(SEEDS)(
  "seed %i: after 300 steps both kinds of constants are right; a batch's own are not, and depend on who is in it",
  async (seed) => {
    const digits = await digitsAt300(seed);
    const [use, whole, of32, of8, of2, oneClass] = await Promise.all(
      [IN_USE, WHOLE, "of a batch of 32", "of a batch of 8", "of a batch of 2", ONE_CLASS].map(
        (title) => scoreOf(digits, title),
      ),
    );
    expect(use).toBeGreaterThan(0.9);
    expect(Math.abs((whole ?? 0) - (use ?? 0))).toBeLessThan(0.015);
    expect(of32).toBeLessThan((use ?? 0) - 0.015);
    expect(of32).toBeGreaterThan(0.86);
    expect(of8).toBeLessThan(0.8);
    expect(of2).toBeLessThan(0.4);
    expect(oneClass).toBeLessThan(0.2);
    await expect(scoreOf(digits, "of a single picture")).rejects.toThrow(
      "bn1: batch norm needs more than one value per channel to train",
    );
    expect(await changed(digits, SHOWN)).toBeGreaterThan(0);
    expect(await changed(digits, 100)).toBeGreaterThan(25);
  },
);

test.each(SEEDS)(
  "seed %i: early on an average with a small weight for each batch still remembers its first value",
  async (seed) => {
    const [quick, slow] = await trained(
      { ...DIGITS, seed, variants: "0.1: average=0.1; 0.01: average=0.01" },
      30,
    );
    if (quick === undefined || slow === undefined) throw new Error("no runs");
    const [fast, late] = [await scoreOf(quick, IN_USE), await scoreOf(slow, IN_USE)];
    expect(late).toBeLessThan(fast - 0.05);
    expect(await scoreOf(quick, WHOLE)).toBeLessThan(fast + 0.03);
    // The averages are not used in training: the weights are the same.
    expect(await scoreOf(slow, WHOLE)).toBe(await scoreOf(quick, WHOLE));
  },
);

test.each(SEEDS)(
  "seed %i: after 500 steps an average with a small weight for each batch has caught up",
  async (seed) => {
    const [quick, slow] = await trained(
      { ...DIGITS, seed, variants: "0.1: average=0.1; 0.01: average=0.01" },
      500,
    );
    if (quick === undefined || slow === undefined) throw new Error("no runs");
    const [fast, late] = [await scoreOf(quick, IN_USE), await scoreOf(slow, IN_USE)];
    expect(Math.abs(late - fast)).toBeLessThan(0.02);
  },
);

test.each(SEEDS)(
  "seed %i: after a convolution a single picture has statistics of its own, and most answers stay right",
  async (seed) => {
    const network = "conv 8 /2, conv 16 /2, linear 10";
    const [maps] = await trained({ ...DIGITS, network, seed }, 300);
    if (maps === undefined) throw new Error("no run");
    expect(await scoreOf(maps, IN_USE)).toBeGreaterThan(0.9);
    const single = await scoreOf(maps, "of a single picture");
    expect(single).toBeGreaterThan(0.8);
    // Three layers more lose more.
    const [deep] = await trained({ ...DIGITS, network: DEEPER, seed }, 300);
    if (deep === undefined) throw new Error("no run");
    const lost = (await scoreOf(deep, IN_USE)) - (await scoreOf(deep, "of a single picture"));
    expect(lost).toBeGreaterThan((await scoreOf(maps, IN_USE)) - single);
  },
);

test.each(SEEDS)(
  "seed %i: the ideal accuracy beside each score is the same for both averages, and far above the slow one",
  async (seed) => {
    const runs = await trained(
      { ...DIGITS, seed, variants: "0.1: average=0.1; 0.01: average=0.01" },
      28,
    );
    const scores = [];
    for (const trainer of runs) {
      const scoring = new Scoring(trainer);
      scoring.ideal = true;
      expect(scoring.isDue(1)).toBe(true);
      scoring.begin();
      let score = null;
      while (score === null) score = await scoring.next();
      scores.push(score);
    }
    const [quick, slow] = scores;
    expect(quick?.ideal).toBe(slow?.ideal);
    expect(slow?.accuracy).toBeLessThan((slow?.ideal ?? 0) - 0.05);
  },
);

test("runs are scored at the same steps: four of every doubling", () => {
  const steps = Array.from({ length: 64 }, (_, at) => at + 1).filter(isMilestone);
  expect(steps).toEqual([1, 2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64]);
});
