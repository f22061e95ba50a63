/** What is said to go wrong is what was measured, and a run in which nothing does is left alone. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createWasm } from "../../../engine/backends/wasm";
import { Trainer } from "../../../engine/train/trainer";
import type { Probe } from "../../../engine/worker/protocol";
import { CLOSED, type RunView } from "../../runs/run-view";
import { training } from "./definition";
import { networkOf } from "./network";
import { recipeOf } from "./recipe";
import { type Setting, settingOf } from "./settings";
import { shippedData } from "./trained.testing";
import { warningsOf } from "./warnings";

const standard = settingOf(training.initial({}));
const small = { ...standard, side: "7", depth: 4, width: 16, norm: "none", init: "he" } as const;

/** A run of this setting, looked at as the page does. */
async function measured(
  setting: Setting,
  steps: number,
  later: { readonly from: number; readonly rate: number } | null = null,
) {
  const recipe = recipeOf(setting, steps);
  const data = await shippedData(setting.data);
  const trainer = await Trainer.open(await createWasm({ threads: 1 }), recipe, data, {
    probes: true,
  });
  const losses: { step: number; value: number }[] = [];
  while (trainer.step < steps) {
    if (trainer.step === later?.from) trainer.setLearningRate(later.rate);
    await trainer.advance();
    for (const { step, loss } of await trainer.losses()) losses.push({ step, value: loss });
  }
  const probes = Object.fromEntries(await trainer.probe());
  trainer.free();
  const view: RunView = { ...CLOSED, losses, frames: [{ step: steps, probes, quantiles: {} }] };
  return { found: warningsOf(networkOf(setting), view), probes, losses };
}

describe("runs of the engine", () => {
  test("nothing is said of one that learns", async () => {
    expect((await measured({ ...small, rate: 0.05 }, 150)).found).toEqual([]);
  });

  test("weights that are far too large saturate the logistic", async () => {
    const { found, probes } = await measured(
      { ...small, activation: "sigmoid", scale: 10, rate: 1e-5 },
      1,
    );
    expect(found.map(({ id }) => id)).toEqual(["saturated"]);
    const [, layer = "", slope = ""] =
      /in (\w+) \(([\d.]+) of 0.25/.exec(found[0]?.text ?? "") ?? [];
    const probe = probes[`${layer}.y`];
    const squares = (probe?.norm ?? 0) ** 2 / (probe?.cells ?? 1);
    expect(Number(slope) / ((probe?.mean ?? 0) - squares)).toBeCloseTo(1, 2);
  });

  test.each([
    ["tanh", 10, ["saturated"]],
    ["tanh", 1, []],
    ["sigmoid", 1, []],
  ] as const)("%s with weights × %d is said to be %j", async (activation, scale, ids) => {
    const setting = { ...small, activation, scale, init: "xavier", rate: 1e-5 } as const;
    const { found } = await measured(setting, 1);
    expect(found.map(({ id }) => id)).toEqual(ids);
  });

  test("a rate that is far too high kills units: their zeros are counted", async () => {
    const { found, probes } = await measured({ ...small, rate: 30, clip: 1, optimiser: "sgd" }, 40);
    const silent = found.find(({ id }) => id === "silent");
    const [, layer = "", share = ""] = /in (\w+) \(([\d.]+) %/.exec(silent?.text ?? "") ?? [];
    const { zeros = 0, cells = 1 } = probes[`${layer}.y`] ?? {};
    expect(Number(share)).toBeCloseTo((100 * zeros) / cells, 1);
  });

  test("a rate that is too high lets the loss rise: its means are said", async () => {
    const setting = { ...small, activation: "tanh", rate: 0.05 } as const;
    const { found, losses } = await measured(setting, 120, { from: 80, rate: 5 });
    const rate = found.find(({ id }) => id === "rate");
    const [, now = ""] = /last 20 steps is ([\d.]+)/.exec(rate?.text ?? "") ?? [];
    const mean = losses.slice(-20).reduce((sum, { value }) => sum + value, 0) / 20;
    expect(losses).toHaveLength(120);
    expect(Number(now) / mean).toBeCloseTo(1, 1);
  });

  test("a rate of nearly nothing leaves the network at guessing", async () => {
    const { found } = await measured({ ...small, rate: 1e-6, scale: 0.01 }, 80);
    expect(found.map(({ id }) => id)).toContain("guessing");
    expect(found.find(({ id }) => id === "guessing")?.text).toContain("Who guesses has 2.3,");
  });
});

describe("numbers", () => {
  const network = networkOf(small);
  const lossesOf = (values: readonly number[]): RunView => ({
    ...CLOSED,
    losses: values.map((value, at) => ({ step: at + 1, value })),
  });

  test("a mean loss that has risen by half is said with both means", () => {
    const values = Array.from({ length: 100 }, (_, at) => (at < 60 ? 1 : 1.6));
    const [found] = warningsOf(network, lossesOf(values));
    expect(found?.id).toBe("rate");
    expect(found?.text).toContain("the last 20 steps is 1.6; it was 1 before");
    expect(warningsOf(network, lossesOf(values.slice(0, 59)))).toEqual([]);
  });

  test("a ReLU is silent by the share of its zeros", () => {
    const probe = (zeros: number): Probe => ({
      norm: 1,
      min: 0,
      max: 1,
      mean: 0.1,
      zeros,
      notANumber: 0,
      histogram: [1000 - zeros, ...Array.from({ length: 31 }, () => 0)],
    });
    const name = network.layers.find(({ op }) => op === "relu")?.name ?? "";
    const said = (zeros: number) =>
      warningsOf(network, {
        ...CLOSED,
        frames: [{ step: 5, probes: { [`${name}.y`]: probe(zeros) }, quantiles: {} }],
      });
    expect(said(900)).toEqual([]);
    expect(said(950)[0]?.text).toContain(`${name} (95.0 %)`);
  });

  test.each([
    [1.14, []],
    [1.16, ["overfitting"]],
  ])("a held-out loss of %d times the least is %j", (last, ids) => {
    const scores = [1, last].map((loss, at) => ({ step: 10 * (at + 1), loss, accuracy: 0 }));
    expect(warningsOf(network, { ...CLOSED, scores }).map(({ id }) => id)).toEqual(ids);
  });

  test("a held-out loss is said to rise only against a smaller one before", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 3, noNaN: true }), { minLength: 2 }),
        (values) => {
          const scores = values.map((loss, at) => ({ step: 10 * (at + 1), loss, accuracy: 0 }));
          const risen = (values.at(-1) ?? 0) > 1.15 * Math.min(...values);
          expect(warningsOf(network, { ...CLOSED, scores }).length).toBe(risen ? 1 : 0);
        },
      ),
    );
  });
});
