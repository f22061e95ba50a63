/**
 * What the page on the whole network claims of its two last trainings, with the settings of its
 * figures. Recorded on five seeds.
 */
import { expect, vi } from "vitest";
import { training } from "./definition";
import { testOfEffect } from "./recorded.testing";
import { type Setting, settingOf } from "./settings";
import { trained, trainedTo } from "./trained.testing";

vi.setConfig({ testTimeout: 300_000 });

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
    const digits = await trained({ ...OWN, data: "mnist", seed }, 250);
    const clothing = await trained({ ...OWN, data: "fashion", seed }, 250);
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
      const plain = await trained({ ...FEW, shift: 0, seed }, 400);
      const shifted = await trained({ ...FEW, shift: 2, seed }, 400);
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
    const [one, five] = await trainedTo({ ...setting, seed }, [125, 625]);
    return { one: one?.accuracy ?? Number.NaN, five: five?.accuracy ?? Number.NaN };
  },
  claim: ({ one, five }) => {
    expect(Math.abs(one - 0.95)).toBeLessThan(0.02);
    expect(Math.abs(five - 0.98)).toBeLessThan(0.01);
  },
  within: 0.02,
});
