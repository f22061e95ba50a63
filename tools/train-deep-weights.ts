/**
 * Trains the deep nets that the site ships, with the engine itself: node tools/run.mjs
 * train-deep-weights [residual | plain].
 *
 * Both by `deepRecipe`, or the one that is named, on the wasm backend with one thread and without
 * relaxed instructions, so that every machine gets the same bits; writes
 * public/weights/<net>56-fashion.safetensors in 16 bits and beside it the curve. Fails when the
 * held-out pictures say less than the page promises. docs/weights.md has the results.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createWasm } from "../engine/backends/wasm/index";
import { loadDataset } from "../engine/data/dataset";
import { writeSafetensors } from "../engine/data/formats/safetensors";
import {
  DEEP_EPOCHS,
  DEEP_NETS,
  type DeepNet,
  deepRecipe,
  deepWeights,
} from "../engine/train/recipes";
import { Trainer } from "../engine/train/trainer";
import { toStored } from "../engine/train/weights";

const FOLDER = "public/weights";
const HELD_OUT: Readonly<Record<DeepNet, number>> = { residual: 0.8, plain: 0.6 };

export async function main([named]: readonly string[]): Promise<number> {
  let failed = 0;
  mkdirSync(FOLDER, { recursive: true });
  for (const net of DEEP_NETS)
    if (named === undefined || named === net)
      failed += (await trained(net)) < HELD_OUT[net] ? 1 : 0;
  return failed;
}

/** The first epoch is scored, and each so many-th. */
const SCORED = 4;

/** Held-out accuracy after the last epoch. */
async function trained(net: DeepNet): Promise<number> {
  const recipe = deepRecipe(net);
  const dataset = await loadDataset(recipe.dataset, async (path) => readFileSync(`public/${path}`));
  const backend = await createWasm({ threads: 1, relaxed: false });
  const trainer = await Trainer.open(backend, recipe, dataset);
  const scores: {
    epoch: number;
    step: number;
    training: number;
    loss: number;
    accuracy: number;
  }[] = [];
  for (let epoch = 1; epoch <= DEEP_EPOCHS; epoch++) {
    const training = await trainedFor(trainer, trainer.stepsPerEpoch);
    if (epoch > 1 && epoch % SCORED !== 0) continue;
    const { loss, accuracy } = await trainer.evaluate();
    scores.push({ epoch, step: trainer.step, training, loss: rounded(loss), accuracy });
    console.log(`${net}, epoch ${epoch}: ${(accuracy * 100).toFixed(2)} % held out`);
  }
  const stored = toStored(await trainer.weights(), trainer.network);
  writeFileSync(`public/${deepWeights(net)}`, writeSafetensors(stored, {}, true));
  const record = {
    network: recipe.network.name,
    dataset: recipe.dataset,
    parameters: trainer.network.parameterCount,
    seed: recipe.seed,
    backend: backend.name,
    scores,
  };
  writeFileSync(
    `public/${deepWeights(net).replace(/\.\w+$/, ".json")}`,
    `${JSON.stringify(record, null, 2)}\n`,
  );
  trainer.free();
  return scores.at(-1)?.accuracy ?? 0;
}

/** Steps between two looks at the losses, of which the trainer keeps the last 64. */
const LOOK = 50;

/** The mean training loss of so many steps. */
async function trainedFor(trainer: Trainer, steps: number): Promise<number> {
  const losses: number[] = [];
  for (let step = 1; step <= steps; step++) {
    await trainer.advance();
    if (step % LOOK === 0 || step === steps)
      losses.push(...(await trainer.losses()).map(({ loss }) => loss));
  }
  return rounded(losses.reduce((sum, loss) => sum + loss, 0) / losses.length);
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}
