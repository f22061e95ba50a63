/** Every held-out example judged: the same score as the sum says, whatever the batches. */
import { expect, it } from "vitest";
import { createReference } from "../backends/reference/index";
import { createWasm } from "../backends/wasm/index";
import { readDataset } from "../data/dataset";
import { networkShapes } from "../graph/shapes";
import { smallDataset, smallNetwork } from "../worker/host.testing";
import { examine } from "./examine";
import { initialWeights } from "./initialisers";
import { judge } from "./judge";

const dataset = readDataset("mnist", smallDataset());
const recipe = { network: smallNetwork, loss: "cross_entropy" } as const;
const weights = initialWeights(networkShapes(smallNetwork), 1);

it.each([createReference(), await createWasm()])(
  "answers and losses of $name add up to its score",
  async (backend) => {
    const { labels, answers, losses } = await judge(backend, recipe, weights, dataset);
    expect(labels).toEqual(Int32Array.from(dataset.labels.subarray(80)));
    const right = answers.filter((answer, at) => answer === labels[at]).length;
    const score = await examine(backend, recipe, weights, dataset, { mode: "eval", batch: 1 });
    expect(right / 20).toBe(score.accuracy);
    expect(losses.reduce((sum, loss) => sum + loss, 0) / 20).toBeCloseTo(score.loss, 5);
  },
);

it("a last batch that is not full counts no example twice", async () => {
  const [backend, many] = [createReference(), { ...dataset, training: 0 }];
  const all = await judge(backend, recipe, weights, { ...many, count: 100 });
  const odd = { ...many, pixels: [...Array(3).keys()].flatMap(() => [...dataset.pixels]) };
  const labels = Uint8Array.from([...Array(3).keys()].flatMap(() => [...dataset.labels]));
  const pixels = Uint8Array.from(odd.pixels);
  const long = await judge(backend, recipe, weights, { ...many, count: 250, pixels, labels });
  expect(long.losses).toHaveLength(250);
  expect(long.losses.subarray(200)).toEqual(all.losses.subarray(0, 50));
});

it("without held-out examples there is nothing to judge", async () => {
  const none = { ...dataset, training: dataset.count };
  expect((await judge(createReference(), recipe, weights, none)).losses).toHaveLength(0);
});
