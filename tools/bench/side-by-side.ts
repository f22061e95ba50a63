/**
 * What a lesson does: two networks train side by side, a few milliseconds each in turn, and the
 * page gets a picture of both twenty times a second, in one contestant with statistics of every
 * layer in it. It is the engine's own bookkeeping (progress.ts) that runs here, so that what probes
 * cost is what they cost in the lab. Peers have nothing like it.
 */
import type { Backend } from "../../engine/backends/backend";
import { now } from "../../engine/core/clock";
import { random } from "../../engine/core/random";
import type { Dataset } from "../../engine/data/dataset";
import type { Recipe } from "../../engine/train/recipe";
import { lenetRecipe } from "../../engine/train/recipes";
import { Trainer } from "../../engine/train/trainer";
import { createYield } from "../../engine/worker/yield-to-events";
import { Progress } from "../../engine/worker/progress";
import type { Services } from "../../engine/worker/services";
import { training as desk } from "../../app/widgets/training/definition";
import { recipeOf } from "../../app/widgets/training/recipe";
import { settingOf } from "../../app/widgets/training/settings";
import type { Session } from "./contract";

/**
 * The two recipes of each work: a lesson's twenty layers with logistic and with ReLU; LeNet-5 with
 * two learning rates.
 */
export const PAIRS: Readonly<Record<string, readonly [Recipe, Recipe]>> = {
  "probes-deep": [deep("sigmoid"), deep("relu")],
  "probes-lenet": [lenetRecipe, { ...lenetRecipe, learningRate: lenetRecipe.learningRate / 2 }],
};

function deep(activation: "sigmoid" | "relu"): Recipe {
  const standard = settingOf(desk.initial({ network: "dense", depth: 20, init: "he" }));
  return recipeOf({ ...standard, activation }, 0);
}

/** Milliseconds between two looks at the messages of the page, as in the worker of the lab. */
const SLICE = 12;

/** Random pictures: nothing here depends on what is learned. */
export function pictures(count: number, training: number): Dataset {
  const source = random(17);
  const shape = [1, 28, 28] as const;
  const classes = Array.from({ length: 10 }, (_, at) => String(at));
  const pixels = Uint8Array.from({ length: count * 28 * 28 }, () => source.below(256));
  const labels = Uint8Array.from({ length: count }, () => source.below(10));
  return {
    name: "mnist",
    title: "random pictures",
    shape,
    count,
    training,
    classes,
    pixels,
    labels,
  };
}

export async function sideBySide(
  recipes: readonly Recipe[],
  backend: Backend,
  probes: boolean,
): Promise<Session> {
  const dataset = pictures(1200, 1000);
  const yieldToEvents = createYield();
  const trainers: Trainer[] = [];
  for (const recipe of recipes)
    trainers.push(await Trainer.open(backend, recipe, dataset, { probes }));
  const all = await Promise.all(trainers.map((trainer, at) => follow(trainer, `${at}`, probes)));
  let lastYield = now();
  return {
    async launch() {
      for (const progress of all) await progress.step();
      if (now() - lastYield < SLICE) return;
      await yieldToEvents();
      lastYield = now();
    },
    async finish() {
      for (const trainer of trainers) await trainer.read([]);
    },
    async result() {
      const losses = await Promise.all(trainers.map((trainer) => trainer.read(["loss"])));
      return Float32Array.from(losses, (read) => read.get("loss")?.[0] ?? Number.NaN);
    },
    free() {
      for (const trainer of trainers) trainer.free();
      backend.dispose();
    },
  };
}

async function follow(trainer: Trainer, run: string, probes: boolean): Promise<Progress> {
  const post: Services["post"] = (event, transfer = []) => {
    structuredClone(event, { transfer: [...transfer] }); // what a message costs whoever sends it
    if (event.kind === "snapshot") setTimeout(() => progress.acknowledge(), 0);
  };
  const owner = { name: run, running: true, until: null, reason: "", stop: () => {} };
  const progress = new Progress(owner, trainer, await trainer.checkpoint(), { post });
  await progress.watch({ tensors: [], probes, quantiles: [] });
  return progress;
}
