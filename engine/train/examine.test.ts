/**
 * Trained networks under other conditions: training mode, whole-set statistics, batches of one
 * class.
 */
import { describe, expect, it } from "vitest";
import { createReference } from "../backends/reference/index";
import { createWasm } from "../backends/wasm/index";
import { random } from "../core/random";
import { readDataset } from "../data/dataset";
import { sketch } from "../graph/networks/sketch";
import { networkShapes } from "../graph/shapes";
import { smallDataset } from "../worker/host.testing";
import { examine, wholeSetStatistics } from "./examine";
import { Inference } from "./inference";
import { initialWeights } from "./initialisers";

const dataset = readDataset("mnist", smallDataset());
const net = sketch("normal", [1, 8, 8]);
net.add("flatten", "flatten");
net.add("bn", "batchnorm", { momentum: 0.25 });
net.add("drop", "dropout", { p: 0.5 });
net.add("fc", "linear", { out_features: 10 });
const spec = net.spec();
const weights = initialWeights(networkShapes(spec), 1);
const recipe = { network: spec, loss: "cross_entropy" } as const;
const backends = [createReference(), await createWasm()];

function pictures(count: number): Float32Array {
  const from = random(8);
  return Float32Array.from({ length: count * 64 }, () => from.uniform());
}

describe.each(backends)("a forward pass in training mode on $name", (backend) => {
  it("takes the statistics of its batch and leaves the running ones alone", async () => {
    const inference = await Inference.open(backend, spec, { batch: 4, mode: "train" });
    inference.setWeights(weights, 0);
    const input = pictures(4);
    const names = ["bn.y", "bn.running_mean", "drop.y"];
    const first = await inference.run(input, names, { seed: 3 });
    const y = first.get("bn.y")?.data ?? new Float32Array(0);
    for (let feature = 0; feature < 64; feature++) {
      const mean = [0, 1, 2, 3].reduce((sum, row) => sum + (y[row * 64 + feature] ?? 0), 0) / 4;
      expect(mean).toBeCloseTo(0, 5);
    }
    const x0 = [0, 1, 2, 3].reduce((sum, row) => sum + (input[row * 64] ?? 0), 0) / 4;
    expect(first.get("bn.running_mean")?.data[0]).toBeCloseTo(0.25 * x0, 5);
    expect(first.get("drop.y")?.data.some((value) => value === 0)).toBe(true);
    expect(await inference.run(input, names, { seed: 3 })).toEqual(first);
    expect((await inference.run(input, names, { seed: 4 })).get("drop.y")).not.toEqual(
      first.get("drop.y"),
    );
    expect(
      inference
        .runningStatistics()
        .get("bn.running_mean")
        ?.every((m) => m === 0),
    ).toBe(true);
    inference.free();
  });

  it("moves the running statistics when that is asked for", async () => {
    const inference = await Inference.open(backend, spec, { batch: 4, mode: "train" });
    inference.setWeights(weights, 0);
    const names = ["bn.running_mean"];
    const first = await inference.run(pictures(4), names, { updates: true });
    const second = await inference.run(pictures(4), names, { updates: true });
    const [before = 0, after = 0] = [first, second].map(
      (read) => read.get("bn.running_mean")?.data[0],
    );
    expect(after).toBeCloseTo(before * 1.75, 5);
    expect(inference.runningStatistics().get("bn.running_mean")?.[0]).toBe(after);
    inference.free();
  });

  it("is refused by name for one example of a dense layer", async () => {
    await expect(Inference.open(backend, spec, { mode: "train" })).rejects.toThrow(
      "bn: batch norm needs more than one value per channel",
    );
  });

  it("is not what use in eval mode computes", async () => {
    const inference = await Inference.open(backend, spec);
    inference.setWeights(weights, 0);
    const read = await inference.run(pictures(1), ["bn.y", "drop.y"]);
    expect(read.get("drop.y")?.data).toEqual(read.get("bn.y")?.data);
    inference.free();
  });
});

describe("statistics of a whole set", () => {
  it("are the mean and the unbiased variance of all examples when they are one batch", async () => {
    const found = await wholeSetStatistics(
      backends[1] ?? createReference(),
      spec,
      weights,
      dataset,
      {
        batch: 80,
      },
    );
    const values = Array.from(
      { length: 80 },
      (_, row) => (dataset.pixels[row * 64 + 5] ?? 0) / 255,
    );
    const mean = values.reduce((sum, value) => sum + value, 0) / 80;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 79;
    expect(found.get("bn.running_mean")?.[5]).toBeCloseTo(mean, 5);
    expect(found.get("bn.running_var")?.[5]).toBeCloseTo(variance, 5);
    expect(found.get("fc.w")).toBe(weights.get("fc.w"));
  });

  it("are the mean over batches when there are several, without the rest", async () => {
    const found = await wholeSetStatistics(createReference(), spec, weights, dataset, {
      batch: 3,
      examples: 7,
    });
    const values = Array.from({ length: 6 }, (_, row) => (dataset.pixels[row * 64 + 5] ?? 0) / 255);
    const mean = values.reduce((sum, value) => sum + value, 0) / 6;
    expect(found.get("bn.running_mean")?.[5]).toBeCloseTo(mean, 6);
  });
});

describe("examining", () => {
  it("scores what one picture at a time gives in eval mode", async () => {
    const one = await examine(createReference(), recipe, weights, dataset, {
      mode: "eval",
      batch: 1,
    });
    const ten = await examine(createReference(), recipe, weights, dataset, {
      mode: "eval",
      batch: 10,
    });
    expect(one.examples).toBe(20);
    expect(ten.accuracy).toBe(one.accuracy);
    expect(ten.loss).toBeCloseTo(one.loss, 10);
  });

  it("puts one class into each batch when asked", async () => {
    const conditions = { mode: "train", batch: 2 } as const;
    const mixed = await examine(createReference(), recipe, weights, dataset, conditions);
    const sorted = await examine(createReference(), recipe, weights, dataset, {
      ...conditions,
      sorted: true,
    });
    const counts = new Array<number>();
    for (let at = dataset.training; at < dataset.count; at++)
      counts[dataset.labels[at] ?? 0] = (counts[dataset.labels[at] ?? 0] ?? 0) + 1;
    const pairs = counts.reduce((sum, count) => sum + Math.floor(count / 2), 0);
    expect(sorted.examples).toBe(2 * pairs);
    expect(sorted.loss).not.toBe(mixed.loss);
  });

  it("refuses a batch larger than the held-out set", async () => {
    const conditions = { mode: "eval", batch: 21 } as const;
    await expect(examine(createReference(), recipe, weights, dataset, conditions)).rejects.toThrow(
      "there are not 21 held-out examples",
    );
  });
});
