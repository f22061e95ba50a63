/**
 * What the page on feature scaling claims of its digits, on five seeds each: one layer, 200 steps,
 * the settings of its map. A loss is the mean of the last 50 steps.
 */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createWasm } from "../../../engine/backends/wasm";
import type { Dataset } from "../../../engine/data/dataset";
import { Trainer } from "../../../engine/train/trainer";
import { training } from "./definition";
import { recipeOf } from "./recipe";
import { type Setting, settingOf } from "./settings";
import { shippedData } from "./trained.testing";

vi.setConfig({ testTimeout: 120_000 });

const STEPS = 200;
const RATES = [0.0001, 0.001, 0.01, 0.1, 1, 3];
let digits: Dataset;
let backend: Awaited<ReturnType<typeof createWasm>>;

beforeAll(async () => {
  backend = await createWasm({ threads: 1 });
  digits = await shippedData("mnist");
});

afterAll(() => backend.dispose());

/** Of the last steps, or at the first one. */
async function lossOf(
  seed: number,
  pixels: Setting["pixels"],
  rate: number,
  when: "end" | "start" = "end",
): Promise<number> {
  const setting = { ...settingOf(training.initial({ network: "linear 10", side: "14" })), seed };
  const recipe = recipeOf({ ...setting, pixels, rate }, STEPS);
  const trainer = await Trainer.open(backend, recipe, digits);
  while (trainer.step < (when === "end" ? STEPS : 1)) await trainer.advance();
  const last = (await trainer.losses()).slice(-50);
  trainer.free();
  return last.reduce((sum, { loss }) => sum + loss, 0) / last.length;
}

test.each([1, 2, 3, 4, 5])(
  "seed %i: with pixels from 0 to 255 no rate of the map learns; with the others the rate decides",
  async (seed) => {
    for (const rate of RATES) expect(await lossOf(seed, "byte", rate)).toBeGreaterThan(5);
    expect(await lossOf(seed, "byte", 0.01, "start")).toBeGreaterThan(100);
    const [share, standard] = [
      await lossOf(seed, "share", 0.1),
      await lossOf(seed, "standard", 0.1),
    ];
    expect(Math.abs(share - 0.9)).toBeLessThan(0.1);
    expect(Math.abs(standard - 0.4)).toBeLessThan(0.05);
    expect(Math.abs((await lossOf(seed, "share", 1)) - 0.4)).toBeLessThan(0.05);
    expect(await lossOf(seed, "standard", 1)).toBeLessThan(0.55);
    for (const rate of RATES.filter((one) => one !== 0.1))
      expect(await lossOf(seed, "standard", rate)).toBeGreaterThan(standard);
  },
);
