/** What is left out is left out: the rest computes as before, and a channel gives 0. */
import { expect, test } from "vitest";
import { present } from "../../../../engine/explain/numbers";
import { referenceNumbers } from "../../../../engine/explain/reference";
import { cifarNetwork } from "../../../../engine/graph/networks/cifar";
import { lenet5 } from "../../../../engine/graph/networks/lenet";
import { networkShapes } from "../../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../../engine/graph/spec";
import { initialWeights } from "../../../../engine/train/initialisers";
import {
  cutWeights,
  channelCuts,
  channelLayers,
  layerCuts,
  silencedWeights,
  wireCuts,
} from "./cuts";

const spec: NetworkSpec = {
  format: 1,
  name: "small",
  input: [2, 4, 4],
  layers: [
    { name: "conv", op: "conv2d", out_channels: 3, kernel_size: 3, padding: 1 },
    { name: "norm", op: "batchnorm" },
    { name: "relu", op: "relu" },
    { name: "flatten", op: "flatten" },
    { name: "fc", op: "linear", out_features: 5 },
  ],
};
const network = networkShapes(spec);
const input = Float64Array.from({ length: 32 }, (_, at) => Math.sin(at));

function planes(weights: ReadonlyMap<string, ArrayLike<number>>, name: string): number[][] {
  const { data } = present(referenceNumbers({ network, weights, input }), name);
  return [0, 1, 2].map((channel) => Array.from(data.slice(channel * 16, (channel + 1) * 16)));
}

test("a channel that is left out gives 0, also behind batch normalisation, the others are as before", () => {
  const weights = initialWeights(network, 3);
  for (const [slot, value] of [
    ["beta", 0.5],
    ["running_mean", 0.2],
  ] as const)
    weights.set(`norm.${slot}`, new Float32Array(3).fill(value));
  const before = planes(weights, "norm.y");
  const after = planes(silencedWeights(weights, spec, { layer: "conv", channel: 1 }), "norm.y");
  expect(after[1]?.every((value) => value === 0)).toBe(true);
  expect(before[1]?.some((value) => value !== 0)).toBe(true);
  expect([after[0], after[2]]).toEqual([before[0], before[2]]);
  expect(weights.get("norm.beta")?.[1]).toBe(0.5);
});

test("only what leaves a network that fits is offered", () => {
  expect(layerCuts(network).map(({ name }) => name)).toEqual(["norm", "relu"]);
  expect(wireCuts(network)).toEqual([]);
  expect(channelLayers(network)).toEqual(["conv"]);
  expect(channelCuts(network, "conv").map(({ silenced }) => silenced?.channel)).toEqual([0, 1, 2]);
  const lenet = networkShapes(lenet5());
  expect(layerCuts(lenet).map(({ name }) => name)).toContain("relu1");
  for (const cut of layerCuts(lenet)) expect(() => networkShapes(cut.spec)).not.toThrow();
});

test("each wire of a residual network into its sums can be cut", () => {
  const residual = networkShapes(cifarNetwork({ depth: 8, residual: true, width: 4 }));
  const cuts = wireCuts(residual);
  const sums = residual.layers.filter(({ kind }) => kind === "add");
  expect(cuts.length).toBe(2 * sums.length);
  for (const cut of cuts) expect(() => networkShapes(cut.spec)).not.toThrow();
});

test("each wire into a stack of channels can be cut: its channels are 0, the others as before", () => {
  const stacked: NetworkSpec = {
    format: 1,
    name: "stacked",
    input: [2, 4, 4],
    layers: [
      { name: "one", op: "conv2d", out_channels: 3, kernel_size: 1 },
      { name: "two", op: "conv2d", out_channels: 2, kernel_size: 3, padding: 1, inputs: ["input"] },
      { name: "stack", op: "concat", inputs: ["one", "two"] },
      { name: "flatten", op: "flatten", inputs: ["stack"] },
      { name: "fc", op: "linear", out_features: 5 },
    ],
  };
  const whole = networkShapes(stacked);
  const weights = initialWeights(whole, 5);
  const numbersOf = (spec2: NetworkSpec, given: ReadonlyMap<string, Float32Array>) =>
    Array.from(
      present(referenceNumbers({ network: networkShapes(spec2), weights: given, input }), "stack.y")
        .data,
    );
  const before = numbersOf(stacked, weights);
  const [first, second] = wireCuts(whole);
  for (const [cut, from, to] of [
    [first, 0, 48],
    [second, 48, 80],
  ] as const) {
    if (cut === undefined) throw new Error("no wire");
    const after = numbersOf(cut.spec, cutWeights(weights, stacked, cut));
    expect(after.slice(from, to).every((value) => value === 0)).toBe(true);
    expect(after.toSpliced(from, to - from)).toEqual(before.toSpliced(from, to - from));
    expect(before.slice(from, to).some((value) => value !== 0)).toBe(true);
  }
  expect(first?.name).toBe("one → stack");
});
