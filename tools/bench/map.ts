/**
 * What a map of a lesson does: many small networks with batch norm, one after the other on the same
 * pictures. One step is one network: opened, trained for 300 steps, its losses read as the lab
 * reads them, given back; a map of 48 takes 48 of them. Peers have nothing like it.
 */
import { training as desk } from "../../app/widgets/training/definition";
import { recipeOf } from "../../app/widgets/training/recipe";
import { settingOf } from "../../app/widgets/training/settings";
import type { Backend } from "../../engine/backends/backend";
import type { Recipe } from "../../engine/train/recipe";
import { Trainer } from "../../engine/train/trainer";
import type { Session } from "./contract";
import { pictures } from "./side-by-side";

const STEPS = 300;
const LOSS_STEPS = 60;
const RATES = [0.01, 0.03, 0.1, 0.3, 1, 3];

/** 196-64-64-64-64-64-10 for pictures of 14×14. */
function recipes(): readonly Recipe[] {
  const layers = { network: "dense", depth: 6, width: 64, init: "he", norm: "batch" };
  const setting = settingOf(desk.initial({ ...layers, side: "14", batch: 64 }));
  return RATES.map((rate) => recipeOf({ ...setting, rate }, STEPS));
}

export async function oneAfterTheOther(backend: Backend): Promise<Session> {
  const dataset = pictures(10_000, 8000);
  const all = recipes();
  let at = 0;
  let last = Number.NaN;
  return {
    async launch() {
      const recipe = all[at++ % all.length];
      if (recipe === undefined) return;
      const trainer = await Trainer.open(backend, recipe, dataset);
      while (trainer.step < STEPS) {
        await trainer.advance();
        if (trainer.step % LOSS_STEPS === 0)
          last = (await trainer.losses()).at(-1)?.loss ?? Number.NaN;
      }
      trainer.free();
    },
    finish() {},
    result: async () => Float32Array.of(last),
    free() {
      backend.dispose();
    },
  };
}
