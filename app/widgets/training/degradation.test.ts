/**
 * What the page on residual training claims of its race, with the reader's own settings: small
 * nets of three stages on clothes of 14 × 14 pixels, 300 steps. Recorded on five seeds.
 */
import { beforeAll, expect, vi } from "vitest";
import { createWasm } from "../../../engine/backends/wasm";
import type { Dataset } from "../../../engine/data/dataset";
import { Trainer } from "../../../engine/train/trainer";
import { training } from "./definition";
import { layersIn } from "./measures";
import { networkOf } from "./network";
import { recipeOf } from "./recipe";
import { testOfEffect } from "./recorded.testing";
import { type Setting, settingOf } from "./settings";
import { shippedData } from "./trained.testing";

vi.setConfig({ testTimeout: 600_000 });

const STEPS = 300;
const AVERAGED = 50;
const BEGINNING = 10;

const RACE: Setting = {
  ...settingOf(training.initial({})),
  width: 4,
  data: "fashion",
  side: "14",
  batch: 32,
  optimiser: "momentum",
  rate: 0.02,
};

interface Result {
  /** Mean training loss of the last steps. */
  readonly loss: number;
  /** Of the first steps. */
  readonly begun: number;
  /**
   * Length of the first layer's gradient divided by the last layer's, at the first and last step.
   */
  readonly carried: { readonly first: number; readonly last: number };
}

let clothes: Dataset;

beforeAll(async () => {
  clothes = await shippedData("fashion");
});

const length = (data: ArrayLike<number>): number =>
  Math.sqrt(Array.from(data).reduce((sum, value) => sum + value * value, 0));

async function run(changed: Partial<Setting>): Promise<Result> {
  const setting = { ...RACE, ...changed };
  const layers = layersIn(networkOf(setting)).weights;
  const slots = [layers[0], layers.at(-1)].map((layer) => `${layer}.dw`);
  const backend = await createWasm({ threads: 1 });
  const trainer = await Trainer.open(backend, recipeOf(setting, STEPS), clothes, { keep: slots });
  const carried = async (): Promise<number> => {
    const read = await trainer.read(slots);
    const [first = Number.NaN, last = Number.NaN] = slots.map((slot) =>
      length(read.get(slot) ?? []),
    );
    return first / last;
  };
  const losses: number[] = [];
  await trainer.advance();
  const first = await carried();
  while (trainer.step < STEPS) {
    await trainer.advance();
    losses.push(...(await trainer.losses()).map(({ loss }) => loss));
  }
  const last = await carried();
  trainer.free();
  backend.dispose();
  const mean = (some: readonly number[]): number =>
    some.reduce((sum, loss) => sum + loss, 0) / some.length;
  return {
    loss: mean(losses.slice(-AVERAGED)),
    begun: mean(losses.slice(0, BEGINNING)),
    carried: { first, last },
  };
}

const RUNS = {
  short: { network: "plain", depth: 20 },
  deep: { network: "plain", depth: 56 },
  twin: { network: "residual", depth: 56 },
  calm: { network: "residual", depth: 56, zero: true },
} as const;

testOfEffect(
  "56 plain layers end with a larger training loss than 20, and 56 residual layers with the smallest; blocks that start as the identity begin at the loss of a guess, and end behind their twin",
  {
    name: "degradation",
    settings: { ...RACE, steps: STEPS, runs: RUNS },
    measure: async (seed) => {
      const short = await run({ ...RUNS.short, seed });
      const deep = await run({ ...RUNS.deep, seed });
      const twin = await run({ ...RUNS.twin, seed });
      const calm = await run({ ...RUNS.calm, seed });
      return {
        short: short.loss,
        deep: deep.loss,
        deepCarriedFirst: Math.log10(deep.carried.first),
        deepCarriedLast: Math.log10(deep.carried.last),
        twin: twin.loss,
        twinBegun: twin.begun,
        twinCarriedFirst: Math.log10(twin.carried.first),
        twinCarriedLast: Math.log10(twin.carried.last),
        calm: calm.loss,
        calmBegun: calm.begun,
      };
    },
    claim: (of) => {
      expect(of.deep).toBeGreaterThan(of.short + 0.4);
      expect(of.twin).toBeLessThan(of.short - 0.1);
      // On its way back the plain net's gradient grows at first; later it does not.
      expect(of.deepCarriedFirst).toBeGreaterThan(Math.log10(50));
      expect(of.deepCarriedLast).toBeLessThan(0);
      for (const ratio of [of.twinCarriedFirst, of.twinCarriedLast]) {
        expect(ratio).toBeGreaterThan(Math.log10(0.08));
        expect(ratio).toBeLessThan(Math.log10(12));
      }
      expect(Math.abs(of.calmBegun - Math.log(10))).toBeLessThan(0.1);
      expect(of.twinBegun).toBeGreaterThan(2.6);
      expect(of.calm).toBeGreaterThan(of.twin + 0.2);
      expect(of.calm).toBeLessThan(of.deep);
    },
    // Four of five: which one is level depends on the order in which a kernel adds.
    claimOfAll: (results) => {
      const small = results.filter((of) => of.deepCarriedLast < Math.log10(0.3));
      expect(small.length).toBe(4);
    },
    within: 0.5,
  },
);

const TWINS = {
  plain8: { network: "plain", depth: 8 },
  twin8: { network: "residual", depth: 8 },
  plain20: { network: "plain", depth: 20 },
  twin20: { network: "residual", depth: 20 },
} as const;

testOfEffect("a wire past two layers gains more in 20 layers than in 8", {
  name: "twins",
  settings: { ...RACE, steps: STEPS, runs: TWINS },
  measure: async (seed) => ({
    plain8: (await run({ ...TWINS.plain8, seed })).loss,
    twin8: (await run({ ...TWINS.twin8, seed })).loss,
    plain20: (await run({ ...TWINS.plain20, seed })).loss,
    twin20: (await run({ ...TWINS.twin20, seed })).loss,
  }),
  claim: (of) => {
    expect(of.plain20 - of.twin20).toBeGreaterThan(of.plain8 - of.twin8 + 0.05);
    expect(of.plain20 - of.twin20).toBeGreaterThan(0.1);
    expect(of.twin20).toBeLessThan(of.twin8 + 0.1);
  },
  within: 0.25,
});
