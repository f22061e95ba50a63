/** First weights: the spread that each rule promises, biases, and independence by name. */
import { describe, expect, it } from "vitest";
import { networkShapes } from "../graph/shapes";
import type { InitialiserSpec, LayerSpec } from "../graph/spec";
import { initialWeights } from "./initialisers";

/** 64 filters of 16×5×5: fan_in 400, fan_out 1600; 25,600 weights. */
const convolution = (init?: InitialiserSpec): LayerSpec => ({
  name: "conv",
  op: "conv2d",
  out_channels: 64,
  kernel_size: 5,
  ...(init === undefined ? {} : { init }),
});

function weights(layers: readonly LayerSpec[], seed = 1): Map<string, Float32Array> {
  return initialWeights(networkShapes({ format: 1, name: "net", input: [16, 9, 9], layers }), seed);
}

function spreadOf(init?: InitialiserSpec) {
  const made = weights([convolution(init)]);
  const w = made.get("conv.w") ?? new Float32Array();
  const mean = w.reduce((sum, value) => sum + value, 0) / w.length;
  const deviation = Math.sqrt(w.reduce((sum, value) => sum + (value - mean) ** 2, 0) / w.length);
  return {
    mean,
    deviation,
    largest: w.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
    bias: made.get("conv.b") ?? new Float32Array(),
  };
}

const uniform = (bound: number) => ({ deviation: bound / Math.sqrt(3), bound });
const normal = (deviation: number) => ({ deviation, bound: Number.POSITIVE_INFINITY });

describe("first weights", () => {
  it.each([
    [{ kind: "pytorch" }, uniform(1 / Math.sqrt(400))],
    [{ kind: "xavier_uniform" }, uniform(Math.sqrt(6 / 2000))],
    [{ kind: "xavier_normal" }, normal(Math.sqrt(2 / 2000))],
    [{ kind: "he_uniform" }, uniform(Math.sqrt(6 / 400))],
    [{ kind: "he_normal" }, normal(Math.sqrt(2 / 400))],
    [{ kind: "normal", mean: 0, std: 0.3 }, normal(0.3)],
    [{ kind: "uniform", low: -0.5, high: 0.5 }, uniform(0.5)],
  ] as const)("by %o have its spread", (init, { deviation, bound }) => {
    const made = spreadOf(init);
    expect(Math.abs(made.mean)).toBeLessThan(deviation * 0.04);
    expect(Math.abs(made.deviation / deviation - 1)).toBeLessThan(0.03);
    expect(made.largest).toBeLessThanOrEqual(bound);
    if (bound < Number.POSITIVE_INFINITY) expect(made.largest).toBeGreaterThan(bound * 0.99);
    else expect(made.largest).toBeGreaterThan(3 * deviation);
  });

  it("of a normalisation are 1 and 0, its scale also zeros or a constant, and never drawn", () => {
    const scale = (init?: InitialiserSpec) =>
      weights([{ name: "bn", op: "batchnorm", ...(init === undefined ? {} : { init }) }]);
    const all = (value: number) => new Float32Array(16).fill(value);
    for (const [init, gamma] of [
      [undefined, 1],
      [{ kind: "he_normal" }, 1],
      [{ kind: "zeros" }, 0],
      [{ kind: "constant", value: 0.5 }, 0.5],
    ] as const) {
      expect(scale(init).get("bn.gamma")).toEqual(all(gamma));
      expect(scale(init).get("bn.beta")).toEqual(all(0));
    }
  });

  it("are PyTorch's when nothing else is asked for, biases within the same bound", () => {
    expect(spreadOf()).toEqual(spreadOf({ kind: "pytorch" }));
    const { bias } = spreadOf();
    expect(bias.every((value) => Math.abs(value) <= 1 / 20)).toBe(true);
    expect(bias.some((value) => value !== 0)).toBe(true);
  });

  it("by any other rule start biases at 0", () => {
    expect(spreadOf({ kind: "he_normal" }).bias.every((value) => value === 0)).toBe(true);
    expect(spreadOf({ kind: "constant", value: 2 })).toMatchObject({ mean: 2, deviation: 0 });
    expect(spreadOf({ kind: "zeros" })).toMatchObject({ mean: 0, deviation: 0 });
  });

  it("are the same for the same seed and layer, whatever else is in the network", () => {
    const alone = weights([convolution()]).get("conv.w");
    const first = { name: "first", op: "conv2d", out_channels: 16, kernel_size: 1 };
    expect(weights([first, convolution()]).get("conv.w")).toEqual(alone);
    expect(weights([convolution()], 2).get("conv.w")).not.toEqual(alone);
  });

  it("make batch norm the identity and give a prelu its slope", () => {
    const made = weights([
      { name: "bn", op: "batchnorm" },
      { name: "act", op: "prelu" },
    ]);
    expect([...made].map(([name, data]) => [name, data[0]])).toEqual([
      ["bn.gamma", 1],
      ["bn.beta", 0],
      ["bn.running_mean", 0],
      ["bn.running_var", 1],
      ["act.slope", 0.25],
    ]);
  });
});
