/**
 * What the page on the whole network claims of its two last trainings, with the settings of its
 * figures. Recorded on five seeds.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, vi } from "vitest";
import type { Backend } from "../../../engine/backends/backend";
import { createWasm } from "../../../engine/backends/wasm";
import { type Dataset, loadDataset } from "../../../engine/data/dataset";
import { Trainer } from "../../../engine/train/trainer";
import { training } from "./definition";
import { recipeOf } from "./recipe";
import { testOfEffect } from "./recorded.testing";
import { type Setting, settingOf } from "./settings";

vi.setConfig({ testTimeout: 300_000 });

const AVERAGED = 20;
const sets = new Map<string, Dataset>();
let backend: Backend;

beforeAll(async () => {
  backend = await createWasm({ threads: 1 });
  for (const name of ["mnist", "fashion"] as const)
    sets.set(
      name,
      await loadDataset(name, async (path) => readFileSync(join(process.cwd(), "public", path))),
    );
});

/** `whole`: for how many steps it was meant, where it is looked at earlier. */
async function run(
  changed: Partial<Setting>,
  steps: number,
  whole = steps,
): Promise<{ loss: number; accuracy: number }> {
  const setting = { ...settingOf(training.initial({})), ...changed };
  const data = sets.get(setting.data);
  if (data === undefined) throw new Error(`there is no data set ${setting.data}`);
  const trainer = await Trainer.open(backend, recipeOf(setting, whole), data);
  const losses: number[] = [];
  while (trainer.step < steps) {
    await trainer.advance();
    losses.push(...(await trainer.losses()).map(({ loss }) => loss));
  }
  const { accuracy } = await trainer.evaluate();
  trainer.free();
  const last = losses.slice(-AVERAGED);
  return { loss: last.reduce((sum, loss) => sum + loss, 0) / last.length, accuracy };
}

const OWN: Partial<Setting> = {
  network:
    "nn.Sequential(nn.Conv2d(1, 10, 3), nn.ReLU(), nn.Conv2d(10, 20, 5, stride=2), nn.ReLU(), nn.Conv2d(20, 40, 5, stride=2), nn.ReLU(), nn.Flatten(), nn.Linear(640, 10))",
  init: "he",
  optimiser: "momentum",
  rate: 0.02,
};

testOfEffect("after two epochs the same layers read clothing clearly worse than digits", {
  name: "clothing",
  settings: { ...OWN, steps: 250 },
  measure: async (seed) => {
    const digits = await run({ ...OWN, data: "mnist", seed }, 250);
    const clothing = await run({ ...OWN, data: "fashion", seed }, 250);
    return { digits: digits.accuracy, clothing: clothing.accuracy };
  },
  claim: ({ digits, clothing }) => expect(clothing).toBeLessThan(digits - 0.05),
  within: 0.03,
});

const FEW: Partial<Setting> = {
  network: "lenet5",
  init: "he",
  optimiser: "momentum",
  rate: 0.02,
  examples: 500,
  batch: 32,
};

testOfEffect(
  "500 digits as they are have the lower training loss; shifted, the held-out accuracy is higher on three of five",
  {
    name: "shifted",
    settings: { ...FEW, steps: 400, shifts: [0, 2] },
    measure: async (seed) => {
      const plain = await run({ ...FEW, shift: 0, seed }, 400);
      const shifted = await run({ ...FEW, shift: 2, seed }, 400);
      return {
        plainLoss: plain.loss,
        shiftedLoss: shifted.loss,
        plainAccuracy: plain.accuracy,
        shiftedAccuracy: shifted.accuracy,
      };
    },
    claim: ({ plainLoss, shiftedLoss }) => {
      expect(plainLoss).toBeLessThan(0.01);
      expect(shiftedLoss).toBeGreaterThan(plainLoss);
    },
    claimOfAll: (results) =>
      expect(
        results.filter(({ plainAccuracy, shiftedAccuracy }) => shiftedAccuracy > plainAccuracy),
      ).toHaveLength(3),
    within: 0.05,
  },
);

const LENET = {
  network: "lenet5",
  init: "he",
  optimiser: "momentum",
  rate: 0.03,
  schedule: "cosine",
  schedule_steps: 625,
};

testOfEffect("LeNet-5 reads about 95 of 100 held-out digits after one epoch, about 98 after five", {
  name: "epochs",
  settings: { ...LENET, epochs: [125, 625] },
  measure: async (seed) => {
    const setting = settingOf(training.initial(LENET));
    const one = await run({ ...setting, seed }, 125, 625);
    const five = await run({ ...setting, seed }, 625);
    return { one: one.accuracy, five: five.accuracy };
  },
  claim: ({ one, five }) => {
    expect(Math.abs(one - 0.95)).toBeLessThan(0.02);
    expect(Math.abs(five - 0.98)).toBeLessThan(0.01);
  },
  within: 0.02,
});
