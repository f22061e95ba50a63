/** For the tests of effects: the pictures that come with the lab, and runs of given settings. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Backend } from "../../../engine/backends/backend";
import { createWasm } from "../../../engine/backends/wasm";
import { type Dataset, loadDataset } from "../../../engine/data/dataset";
import { Trainer } from "../../../engine/train/trainer";
import { training } from "./definition";
import { recipeOf } from "./recipe";
import { type Setting, settingOf } from "./settings";

/** Losses of a batch jump from step to step: so many are averaged. */
export const AVERAGED = 20;
const sets = new Map<string, Promise<Dataset>>();
let backend: Promise<Backend> | undefined;

export function shippedData(name: string): Promise<Dataset> {
  const known =
    sets.get(name) ??
    loadDataset(name, async (path) => readFileSync(join(process.cwd(), "public", path)));
  sets.set(name, known);
  return known;
}

interface Look {
  /** Of every step so far. */
  readonly losses: readonly number[];
  /** Mean of the last of them. */
  readonly loss: number;
  /** Of held-out pictures. */
  readonly accuracy: number;
}

/** A run of the figure's usual settings with these changes, after so many steps. */
export async function trained(changed: Partial<Setting>, steps: number): Promise<Look> {
  const [only] = await trainedTo(changed, [steps]);
  if (only === undefined) throw new Error("a run has an end");
  return only;
}

/** The same run looked at after each of so many steps; it is meant for the last of them. */
export async function trainedTo(
  changed: Partial<Setting>,
  ends: readonly number[],
): Promise<readonly Look[]> {
  const setting = { ...settingOf(training.initial({})), ...changed };
  backend ??= createWasm({ threads: 1 });
  const recipe = recipeOf(setting, Math.max(...ends));
  const trainer = await Trainer.open(await backend, recipe, await shippedData(setting.data));
  const losses: number[] = [];
  const looks: Look[] = [];
  for (const end of ends) {
    while (trainer.step < end) {
      await trainer.advance();
      losses.push(...(await trainer.losses()).map(({ loss }) => loss));
    }
    const { accuracy } = await trainer.evaluate();
    looks.push({ losses: losses.slice(), loss: meanLoss(losses, end), accuracy });
  }
  trainer.free();
  return looks;
}

/** Mean of the losses that lead up to a step. */
export function meanLoss(losses: readonly number[], end: number): number {
  return losses.slice(end - AVERAGED, end).reduce((sum, loss) => sum + loss, 0) / AVERAGED;
}
