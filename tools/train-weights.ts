/**
 * Trains the weights that the site ships, with the engine itself: node tools/run.mjs train-weights
 * [EPOCHS].
 *
 * LeNet-5 by `shippedRecipe`, on the wasm backend with one thread and without relaxed instructions,
 * so that every machine gets the same bits; writes public/weights/lenet5-mnist.safetensors and
 * beside it what the held-out digits and the tuning drawings said. Fails when either is less than
 * the page promises. docs/weights.md has the results.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { prepared } from "../app/pictures/drawing/drawing";
import { inputOf } from "../app/pictures/drawing/picture";
import { bestOf } from "../app/figures/network/ProbabilityBars";
import { createWasm } from "../engine/backends/wasm/index";
import { loadDataset } from "../engine/data/dataset";
import { writeSafetensors } from "../engine/data/formats/safetensors";
import { present } from "../engine/explain/numbers";
import { referenceNumbers } from "../engine/explain/reference";
import { SHIPPED_EPOCHS, shippedRecipe } from "../engine/train/recipes";
import { Trainer } from "../engine/train/trainer";
import { toStored } from "../engine/train/weights";
import { tuningDrawings } from "./tuning-drawings";

const FOLDER = "public/weights";
const HELD_OUT = 0.985;
const DRAWINGS = 0.97;

export async function main([epochs = `${SHIPPED_EPOCHS}`]: readonly string[]): Promise<number> {
  const dataset = await loadDataset("mnist", async (path) => readFileSync(`public/${path}`));
  const backend = await createWasm({ threads: 1, relaxed: false });
  const trainer = await Trainer.open(backend, shippedRecipe, dataset);
  const scores: { epoch: number; step: number; loss: number; accuracy: number }[] = [];
  for (let epoch = 1; epoch <= Number(epochs); epoch++) {
    for (let step = 0; step < trainer.stepsPerEpoch; step++) await trainer.advance();
    const { loss, accuracy } = await trainer.evaluate();
    scores.push({ epoch, step: trainer.step, loss: Number(loss.toFixed(4)), accuracy });
    const held = dataset.count - dataset.training;
    console.log(`epoch ${epoch}: ${(accuracy * 100).toFixed(2)} % of ${held} held-out digits`);
  }
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(
    `${FOLDER}/lenet5-mnist.safetensors`,
    writeSafetensors(toStored(await trainer.weights(), trainer.network)),
  );
  const drawings = await drawingsRead(trainer);
  console.log(`${(100 * drawings).toFixed(1)} % of the tuning drawings`);
  const record = {
    network: "lenet5",
    dataset: "mnist",
    parameters: trainer.network.parameterCount,
    seed: shippedRecipe.seed,
    backend: backend.name,
    tuningDrawings: Number(drawings.toFixed(4)),
    scores,
  };
  writeFileSync(`${FOLDER}/lenet5-mnist.json`, `${JSON.stringify(record, null, 2)}\n`);
  trainer.free();
  return (scores.at(-1)?.accuracy ?? 0) >= HELD_OUT && drawings >= DRAWINGS ? 0 : 1;
}

/** The share of the tuning drawings that the network reads as they are meant. */
async function drawingsRead(trainer: Trainer): Promise<number> {
  const [weights, set] = [await trainer.weights(), tuningDrawings(1)];
  const { network } = trainer;
  const right = set.filter(({ label, strokes }) => {
    const { picture } = prepared({ kind: "strokes", strokes });
    const input = inputOf(picture);
    const numbers = referenceNumbers({ network, weights, input });
    return bestOf(present(numbers, `${network.output.name}.y`).data) === label;
  });
  return right.length / set.length;
}
