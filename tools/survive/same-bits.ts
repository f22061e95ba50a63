/** What the lessons train, trained again from the same seed: the same weights, bit by bit. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { compileShipped } from "../../app/lesson/compile/shipped";
import { figuresOf } from "../../app/lesson/runtime/walk";
import { training } from "../../app/widgets/training/definition";
import { recipeOf } from "../../app/widgets/training/recipe";
import { settingOf } from "../../app/widgets/training/settings";
import { shippedData } from "../../app/widgets/training/trained.testing";
import { settingsOf, variantsOf } from "../../app/widgets/training/variants";
import type { Backend } from "../../engine/backends/backend";
import { createWasm } from "../../engine/backends/wasm/index";
import type { Recipe } from "../../engine/train/recipe";
import { Trainer } from "../../engine/train/trainer";
import { lessonFiles } from "../lesson-files";
import { type Outcome, together, trials } from "./promise";

const root = join(import.meta.dirname, "..", "..");
/** Every path of a training step is taken within a few; more would only repeat it. */
const STEPS = 12;
/** A sample trains so many of the recipes. */
const SAMPLED = 3;

/** Each recipe of a training figure in the lessons, `count` times. */
export async function sameBits(count: number): Promise<Outcome> {
  const backend = await createWasm({ threads: 1 });
  const recipes = lessonRecipes();
  const every = count < 10 ? Math.ceil(recipes.length / SAMPLED) : 1;
  const outcomes: Outcome[] = [];
  for (const { from, recipe } of recipes.filter((_, at) => at % every === 0))
    outcomes.push(await repeatedly(backend, from, recipe, count));
  backend.dispose();
  return together(outcomes, `${outcomes.length} recipes of ${recipes.length}, on WASM`);
}

async function repeatedly(backend: Backend, from: string, recipe: Recipe, count: number) {
  const wanted = await weightsAfter(backend, recipe);
  return trials(count, async () =>
    (await weightsAfter(backend, recipe)) === wanted ? null : `${from}: other weights`,
  );
}

/** Every recipe that a reader finds in the lessons, once, and the figure that it stands in. */
function lessonRecipes(): readonly { readonly from: string; readonly recipe: Recipe }[] {
  const found = new Map<string, { from: string; recipe: Recipe }>();
  for (const { file, doc } of compileShipped(lessonFiles(root)))
    for (const [name, { widget, properties }] of figuresOf(doc)) {
      if (widget !== "training") continue;
      const state = training.initial(properties);
      for (const { setting } of settingsOf(settingOf(state), variantsOf(state.variants))) {
        const recipe = recipeOf(setting, STEPS);
        found.set(JSON.stringify(recipe), { from: `${file.folder}/${name}`, recipe });
      }
    }
  return [...found.values()];
}

async function weightsAfter(backend: Backend, recipe: Recipe): Promise<string> {
  const trainer = await Trainer.open(backend, recipe, await shippedData(recipe.dataset));
  while (trainer.step < STEPS) await trainer.advance();
  const names = trainer.network.layers.flatMap(({ name, parameters }) =>
    Object.keys(parameters).map((each) => `${name}.${each}`),
  );
  const hash = createHash("sha256");
  for (const data of (await trainer.read(names)).values())
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  trainer.free();
  return hash.digest("hex");
}
