/**
 * Trains the weights that the site ships, with the engine itself: node tools/run.mjs train-weights [EPOCHS].
 *
 * LeNet-5 by the lesson's own recipe, on the wasm backend; writes public/weights/lenet5-mnist.safetensors and beside it what
 * the held-out digits said after every epoch. Fails when that is less than the lesson promises.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createWasm } from "../engine/backends/wasm/index";
import { loadDataset } from "../engine/data/dataset";
import { writeSafetensors } from "../engine/data/formats/safetensors";
import { lenetRecipe } from "../engine/train/recipes";
import { Trainer } from "../engine/train/trainer";
import { toStored } from "../engine/train/weights";

const FOLDER = "public/weights";
const AFTER_ONE = 0.94;
const AFTER_FIVE = 0.97;

export async function main([epochs = "5"]: readonly string[]): Promise<number> {
  const dataset = await loadDataset("mnist", async (path) => readFileSync(`public/${path}`));
  const backend = await createWasm();
  const trainer = await Trainer.open(backend, lenetRecipe, dataset);
  const scores: { epoch: number; step: number; loss: number; accuracy: number }[] = [];
  for (let epoch = 1; epoch <= Number(epochs); epoch++) {
    for (let step = 0; step < trainer.stepsPerEpoch; step++) await trainer.advance();
    const { loss, accuracy } = await trainer.evaluate();
    scores.push({ epoch, step: trainer.step, loss: Number(loss.toFixed(4)), accuracy });
    console.log(
      `epoch ${epoch}: ${(accuracy * 100).toFixed(2)} % of ${dataset.count - dataset.training} held-out digits, loss ${loss.toFixed(4)}`,
    );
  }
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/lenet5-mnist.safetensors`, writeSafetensors(toStored(await trainer.weights(), trainer.network)));
  const record = {
    network: "lenet5",
    dataset: "mnist",
    parameters: trainer.network.parameterCount,
    seed: lenetRecipe.seed,
    backend: backend.name,
    scores,
  };
  writeFileSync(`${FOLDER}/lenet5-mnist.json`, `${JSON.stringify(record, null, 2)}\n`);
  trainer.free();
  const [first, fifth] = [scores[0]?.accuracy ?? 0, scores[4]?.accuracy ?? scores.at(-1)?.accuracy ?? 0];
  return first >= AFTER_ONE && fifth >= AFTER_FIVE ? 0 : 1;
}
