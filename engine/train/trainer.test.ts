/**
 * One run on one backend: the same bits for the same recipe, whatever is watched; resumed from any
 * step; NaN traced to its layer.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReference } from "../backends/reference/index";
import { createWasm } from "../backends/wasm/index";
import type { Dataset } from "../data/dataset";
import { readDataset } from "../data/dataset";
import { smallDataset, smallRecipe } from "../worker/host.testing";
import { readCheckpoint, writeCheckpoint } from "./checkpoint";
import { diagnose } from "./diagnose";
import { referenceNumbers } from "../explain/reference";
import type { Recipe } from "./recipe";
import { Trainer } from "./trainer";
import type { Weights } from "./weights";

const dataset: Dataset = readDataset("mnist", smallDataset());

async function trained(steps: number, recipe: Recipe = smallRecipe): Promise<Weights> {
  const trainer = await Trainer.open(await createWasm(), recipe, dataset);
  for (let step = 0; step < steps; step++) await trainer.advance();
  return trainer.weights();
}

const OPTIMISERS: readonly Recipe["optimiser"][] = [
  { kind: "sgd" },
  { kind: "sgd", momentum: 0.9, nesterov: true, weight_decay: 0.01 },
  { kind: "adam" },
  { kind: "adamw" },
  { kind: "adam", amsgrad: true },
  { kind: "rmsprop", momentum: 0.5, centered: true },
];

describe("a training run", () => {
  it("gives the same bits when it is run again, watched, probed and evaluated on the way", async () => {
    const wanted = await trained(25);
    const trainer = await Trainer.open(await createWasm(), smallRecipe, dataset);
    for (let step = 0; step < 25; step++) {
      if (step === 6) await trainer.watch({ keep: ["relu1.y", "pool1.dy"] });
      if (step === 12) await trainer.watch({ probes: true });
      await trainer.advance();
      if (step > 12) await trainer.probe();
      if (step % 7 === 0) await trainer.evaluate();
      if (step % 5 === 0) await trainer.losses();
    }
    expect(await trainer.weights()).toEqual(wanted);
  });

  it("trains on pictures that are pooled before and changed at each step, and scores them unchanged", async () => {
    const [channels = 1, height = 1, width = 1] = smallRecipe.network.input;
    const halved = [channels, Math.floor(height / 2), Math.floor(width / 2)];
    const network = {
      format: 1,
      name: "small",
      input: halved,
      layers: [
        { name: "flatten", op: "flatten" },
        { name: "fc", op: "linear", out_features: 10 },
      ],
    } as const;
    const pooled: Recipe = {
      ...smallRecipe,
      network,
      transform: [{ kind: "average_pool", size: 2 }],
    };
    const changed: Recipe = {
      ...pooled,
      augment: [{ kind: "shift", pixels: 1 }, { kind: "flip" }, { kind: "noise", std: 0.1 }],
    };
    const scores = await Promise.all(
      [pooled, changed].map(async (recipe) => {
        const trainer = await Trainer.open(await createWasm(), recipe, dataset);
        expect(trainer.dataset.shape).toEqual(halved);
        return trainer.evaluate();
      }),
    );
    expect(scores[1]).toEqual(scores[0]);
    const once = await trained(6, changed);
    expect(await trained(6, changed)).toEqual(once);
    expect(await trained(6, pooled)).not.toEqual(once);
    const reference = await Trainer.open(createReference(), changed, dataset);
    while (reference.step < 6) await reference.advance();
    const theirs = (await reference.weights()).get("fc.w") ?? new Float32Array(0);
    for (const [at, value] of (once.get("fc.w") ?? []).entries())
      expect(value).toBeCloseTo(theirs[at] ?? Number.NaN, 4);
  });

  it.each(OPTIMISERS)(
    "leaves frozen layers as they are and trains the others, with %j",
    async (optimiser) => {
      const named = smallRecipe.network.layers.filter(({ op }) => op !== "relu");
      const [first = "", last = ""] = [named[0]?.name, named.at(-1)?.name];
      const recipe = { ...smallRecipe, optimiser, frozen: [first] };
      const decays = optimiser.kind === "adamw" || (optimiser.weight_decay ?? 0) > 0;
      if (decays) {
        await expect(trained(1, recipe)).rejects.toThrow("weight decay would move layers");
        return;
      }
      const [before, after] = [await trained(0, recipe), await trained(6, recipe)];
      expect(after.get(`${first}.w`)).toBeDefined();
      for (const slot of ["w", "b"])
        expect(after.get(`${first}.${slot}`)).toEqual(before.get(`${first}.${slot}`));
      expect(after.get(`${last}.w`)).not.toEqual(before.get(`${last}.w`));
    },
  );

  it("refuses to freeze a layer that there is not", async () => {
    await expect(trained(1, { ...smallRecipe, frozen: ["conv9"] })).rejects.toThrow(
      "frozen: there is no layer conv9",
    );
  });

  it.each(OPTIMISERS)(
    "resumes bit for bit from any step with %j, through bytes and on a new device",
    async (optimiser) => {
      const recipe = { ...smallRecipe, optimiser };
      const wanted = await trained(30, recipe);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: 29 }), async (at) => {
          const first = await Trainer.open(await createWasm(), recipe, dataset);
          while (first.step < at) await first.advance();
          const saved = readCheckpoint(writeCheckpoint(await first.checkpoint()));
          const second = await Trainer.open(await createWasm(), recipe, dataset);
          second.restore(saved);
          while (second.step < 30) await second.advance();
          expect(await second.weights()).toEqual(wanted);
        }),
        { numRuns: 5 },
      );
    },
  );

  it("follows the same curve on the reference within rounding", async () => {
    const curve = async (trainer: Trainer): Promise<number[]> => {
      for (let step = 0; step < 20; step++) await trainer.advance();
      return (await trainer.losses()).map(({ loss }) => loss);
    };
    const fast = await curve(await Trainer.open(await createWasm(), smallRecipe, dataset));
    const slow = await curve(await Trainer.open(createReference(), smallRecipe, dataset));
    expect(fast.length).toBe(20);
    for (const [at, loss] of fast.entries())
      expect(Math.abs(loss - (slow[at] ?? 0))).toBeLessThan(1e-4);
  });

  it("scores the held-out examples as a plain reading of the network does, the partial batch included", async () => {
    const trainer = await Trainer.open(await createWasm(), smallRecipe, dataset);
    for (let step = 0; step < 12; step++) await trainer.advance();
    const weights = await trainer.weights();
    let [loss, right] = [0, 0];
    for (let at = dataset.training; at < dataset.count; at++) {
      const input = Float64Array.from(
        dataset.pixels.subarray(at * 64, (at + 1) * 64),
        (value) => value / 255,
      );
      const label = dataset.labels[at] ?? 0;
      const values = referenceNumbers({
        network: trainer.network,
        weights,
        input,
        labels: [label],
      });
      loss += values.peek("loss")?.data[0] ?? Number.NaN;
      const scores = [...(values.peek("fc1.y")?.data ?? [])];
      if (scores.indexOf(Math.max(...scores)) === label) right += 1;
    }
    const score = await trainer.evaluate();
    expect(score.accuracy).toBe(right / 20);
    expect(score.loss).toBeCloseTo(loss / 20, 5);
  });

  it("trains with mean squared error against one-hot targets", async () => {
    const trainer = await Trainer.open(
      await createWasm(),
      { ...smallRecipe, loss: "mse" },
      dataset,
    );
    const before = await trainer.evaluate();
    for (let step = 0; step < 300; step++) await trainer.advance();
    const after = await trainer.evaluate();
    expect(after.loss).toBeLessThan(0.3 * before.loss);
    expect(after.accuracy).toBeGreaterThan(before.accuracy + 0.3);
  });

  it("tells every loss once, the last 64 when it was not asked for longer", async () => {
    const trainer = await Trainer.open(await createWasm(), smallRecipe, dataset);
    for (let step = 0; step < 10; step++) await trainer.advance();
    expect((await trainer.losses()).map(({ step }) => step)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    for (let step = 0; step < 100; step++) await trainer.advance();
    const later = await trainer.losses();
    expect([later.length, later[0]?.step, later.at(-1)?.step]).toEqual([64, 47, 110]);
    expect(await trainer.losses()).toEqual([]);
  });

  it("gives every word of memory back", async () => {
    const backend = await createWasm();
    const trainer = await Trainer.open(backend, smallRecipe, dataset);
    await trainer.watch({ probes: true });
    expect(backend.bytesInUse()).toBeGreaterThan(0);
    trainer.free();
    expect(backend.bytesInUse()).toBe(0);
  });

  it("refuses pictures of another size and a checkpoint of another network", async () => {
    const other = { ...smallRecipe, network: { ...smallRecipe.network, input: [1, 9, 9] } };
    await expect(Trainer.open(await createWasm(), other, dataset)).rejects.toThrow(
      "small reads 1×9×9, but the pictures",
    );
    const trainer = await Trainer.open(await createWasm(), smallRecipe, dataset);
    expect(() => trainer.restore({ step: 3, rates: [], tensors: new Map() })).toThrow(
      "this saved run has no numbers for conv1.w",
    );
  });
});

describe("NaN", () => {
  it("is traced to the layer and the step in which it first appeared, wherever it was put", {
    timeout: 60_000,
  }, async () => {
    const places = [
      ["conv1.w", "conv1"],
      ["conv1.b", "conv1"],
      ["bn1.gamma", "bn1"],
      ["bn1.beta", "bn1"],
      ["fc1.w", "fc1"],
      ["fc1.b", "fc1"],
    ] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.integer({ min: 2, max: 12 }),
        fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY),
        async ([tensor, layer], at, bad) => {
          const trainer = await Trainer.open(await createWasm(), smallRecipe, dataset);
          const good = await trainer.checkpoint();
          const found = await diagnose(trainer, good, 20, async (step) => {
            if (step !== at) return;
            const data = Float32Array.from((await trainer.read([tensor])).get(tensor) ?? []);
            trainer.overwrite(tensor, data.fill(bad));
          });
          expect(found).toMatchObject({ layer, step: at });
          trainer.free();
        },
      ),
      { numRuns: 40 },
    );
  });
});
