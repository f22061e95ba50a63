/**
 * What the pages on classic networks claim of their races, with the reader's own settings.
 * Recorded on five seeds.
 */
import { expect, vi } from "vitest";
import { testOfEffect } from "./recorded.testing";
import type { Setting } from "./settings";
import { AVERAGED, meanLoss, trained } from "./trained.testing";

vi.setConfig({ testTimeout: 300_000 });

const STEPS = 300;

interface Result {
  /** First step at which the mean loss of the last 20 steps is below 1; else one past the last. */
  readonly below: number;
  readonly loss: number;
  /** Of held-out pictures. */
  readonly accuracy: number;
}

async function run(changed: Partial<Setting>, steps = STEPS): Promise<Result> {
  const { losses, loss, accuracy } = await trained(changed, steps);
  const ends = losses.map((_, at) => at + 1).slice(AVERAGED - 1);
  const below = ends.find((end) => meanLoss(losses, end) < 1) ?? steps + 1;
  return { below, loss, accuracy };
}

const LENET: Partial<Setting> = {
  data: "mnist",
  init: "xavier",
  batch: 32,
  optimiser: "momentum",
  rate: 0.02,
};

testOfEffect("LeNet of 1998 and of today both learn; today's reads a little more", {
  name: "lenet",
  settings: { ...LENET, steps: STEPS },
  measure: async (seed) => {
    const today = await run({ ...LENET, network: "lenet5", seed });
    const old = await run({ ...LENET, network: "lenet5_1998", seed });
    return { today: today.accuracy, old: old.accuracy };
  },
  claim: ({ today, old }) => {
    expect(old).toBeGreaterThan(0.88);
    expect(today).toBeGreaterThan(old + 0.005);
    expect(today).toBeLessThan(old + 0.09);
  },
  within: 0.03,
});

const SMALL: Partial<Setting> = {
  network: "conv 8, pool 2, conv 16, conv 16, pool 2, linear 64, linear 10",
  data: "fashion",
  side: "14",
  batch: 32,
};

const RATES = {
  relu: { activation: "relu", init: "he", rate: 0.05 },
  tanh: { activation: "tanh", init: "xavier", rate: 0.05 },
  faster: { activation: "tanh", init: "xavier", rate: 0.4 },
} as const;

testOfEffect("at one small rate ReLU is ahead of tanh; with a larger rate tanh is ahead of both", {
  name: "alexnet",
  settings: { ...SMALL, steps: STEPS, runs: RATES },
  measure: async (seed) => {
    const relu = await run({ ...SMALL, ...RATES.relu, seed });
    const tanh = await run({ ...SMALL, ...RATES.tanh, seed });
    const faster = await run({ ...SMALL, ...RATES.faster, seed });
    return {
      reluBelow: relu.below / STEPS,
      reluLoss: relu.loss,
      tanhBelow: tanh.below / STEPS,
      fasterBelow: faster.below / STEPS,
      fasterLoss: faster.loss,
    };
  },
  claim: (of) => {
    expect(of.reluBelow).toBeLessThan(of.tanhBelow);
    expect(of.fasterBelow).toBeLessThan(of.reluBelow);
    expect(of.fasterLoss).toBeLessThan(of.reluLoss);
  },
  within: 0.2,
});

const FEW: Partial<Setting> = { ...SMALL, examples: 500, rate: 0.1 };
const AUGMENTED = { plain: { shift: 0 }, moved: { shift: 1, flip: true } } as const;
const LONG = 1000;

testOfEffect(
  "few pictures are learned by heart, but not when they are moved and mirrored at each step; held-out ones are not read better yet",
  {
    name: "augmentation",
    settings: { ...FEW, steps: LONG, runs: AUGMENTED },
    measure: async (seed) => {
      const plain = await run({ ...FEW, ...AUGMENTED.plain, seed }, LONG);
      const moved = await run({ ...FEW, ...AUGMENTED.moved, seed }, LONG);
      return {
        plainLoss: plain.loss,
        plainAccuracy: plain.accuracy,
        movedLoss: moved.loss,
        movedAccuracy: moved.accuracy,
      };
    },
    claim: (of) => {
      expect(of.plainLoss).toBeLessThan(0.2);
      expect(of.movedLoss).toBeGreaterThan(of.plainLoss + 0.25);
      expect(of.movedAccuracy).toBeLessThan(of.plainAccuracy);
    },
    within: 0.2,
  },
);
