/** Layers that exporters spell out as chains of nodes, against formulas written out here. */
import { describe, expect, it } from "vitest";
import { outputOf } from "../conformance/output.testing";
import {
  node,
  onnxFile,
  refusal,
  tensor,
  type TestModel,
  type TestNode,
  type TestTensor,
  wave,
  wholeTensor,
} from "./files.testing";
import { importOnnx } from "./import";
import { outlineOnnx } from "./outline";

const number = (value: number): TestTensor => ({ dims: [], values: [Math.fround(value)] });
const TENSORS: Readonly<Record<string, TestTensor>> = {
  half: number(0.5),
  one: number(1),
  two: number(2),
  three: { dims: [1], values: [3] },
  six: number(6),
  zero: number(0),
  root: number(Math.SQRT2),
  rootOfHalf: number(Math.SQRT1_2),
  cubic: number(0.044715),
  rootOfPi: number(Math.sqrt(2 / Math.PI)),
  quick: number(1.702),
};

/** Steps "y = Add x one", the last of which makes y. */
function chain(steps: readonly string[], more: Partial<TestModel> = {}): TestModel {
  const nodes = steps.map((step): TestNode => {
    const [output = "", , op = "", ...inputs] = step.split(" ");
    return node(op, inputs, output);
  });
  return { inputs: { x: ["n", 5] }, outputs: ["y"], tensors: TENSORS, nodes, ...more };
}

/** Far from 0, close to it, and where the curves bend. */
const X = [-7.5, -3, -1.25, -0.2, 0.1, 0.8, 1.6, 2.9, 4, 9];

async function run(model: TestModel, input: readonly number[], batch: number): Promise<number[]> {
  const { spec, weights } = importOnnx(onnxFile(model));
  return outputOf(spec, weights, input, batch);
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
/** Simpson's rule over the density of a normal distribution. */
function below(x: number): number {
  const count = 2000;
  const step = x / count;
  const density = (t: number): number => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  let sum = 0;
  for (let at = 0; at <= count; at++)
    sum += density(at * step) * (at === 0 || at === count ? 1 : at % 2 === 0 ? 2 : 4);
  return 0.5 + (sum * step) / 3;
}
const gelu = (x: number): number => x * below(x);
const geluTanh = (x: number): number =>
  0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
const relu6 = (x: number): number => Math.min(Math.max(x, 0), 6);

const CHAINS: readonly (readonly [string, string, readonly string[], (x: number) => number])[] = [
  [
    "gelu as PyTorch writes it",
    "gelu",
    ["a = Div x root", "b = Erf a", "c = Add b one", "d = Mul x c", "y = Mul d half"],
    gelu,
  ],
  [
    "gelu as Keras writes it",
    "gelu",
    ["a = Mul x rootOfHalf", "b = Erf a", "c = Add one b", "d = Mul half x", "y = Mul d c"],
    gelu,
  ],
  [
    "gelu by tanh",
    "gelu",
    [
      "a = Pow x three",
      "b = Mul a cubic",
      "c = Add x b",
      "d = Mul c rootOfPi",
      "e = Tanh d",
      "f = Add e one",
      "g = Mul x half",
      "y = Mul g f",
    ],
    geluTanh,
  ],
  ["silu", "silu", ["a = Sigmoid x", "y = Mul a x"], (x) => x * sigmoid(x)],
  [
    "silu behind a cast",
    "silu",
    ["a = Cast x", "b = Sigmoid a", "y = Mul x b"],
    (x) => x * sigmoid(x),
  ],
  [
    "hardswish before opset 14",
    "hardswish",
    ["a = Add x three", "b = Clip a zero six", "c = Mul x b", "y = Div c six"],
    (x) => (x * relu6(x + 3)) / 6,
  ],
  [
    "hardsigmoid",
    "hardsigmoid",
    ["a = Add three x", "b = Clip a zero six", "y = Div b six"],
    (x) => relu6(x + 3) / 6,
  ],
  ["relu6", "relu6", ["a = Relu x", "y = Min a six"], relu6],
  ["relu", "relu", ["y = Max x zero"], (x) => Math.max(x, 0)],
  [
    "softplus",
    "softplus",
    ["a = Exp x", "b = Add a one", "y = Log b"],
    (x) => Math.log1p(Math.exp(x)),
  ],
];

describe("an activation that is spelled out", () => {
  it.each(CHAINS)("%s is %s", async (_, op, steps, value) => {
    const model = chain(steps);
    expect(importOnnx(onnxFile(model)).spec.layers).toMatchObject([{ op }]);
    const got = await run(model, X, 2);
    for (const [at, x] of X.entries()) expect(got[at]).toBeCloseTo(value(x), 5);
  });

  it("tells the two forms of gelu apart", () => {
    const [, , exact = []] = CHAINS[0] ?? [];
    const [, , byTanh = []] = CHAINS[2] ?? [];
    expect(importOnnx(onnxFile(chain(exact))).spec.layers[0]?.["approximate"] ?? "none").toBe(
      "none",
    );
    expect(importOnnx(onnxFile(chain(byTanh))).spec.layers[0]?.["approximate"]).toBe("tanh");
  });

  it("leaves a part of the chain that others read where it is", async () => {
    const model = chain(["a = Sigmoid x", "b = Mul x a", "y = Add a b"]);
    expect(importOnnx(onnxFile(model)).spec.layers.map(({ op }) => op)).toEqual([
      "sigmoid",
      "silu",
      "add",
    ]);
    const got = await run(model, X, 2);
    for (const [at, x] of X.entries()) expect(got[at]).toBeCloseTo((1 + x) * sigmoid(x), 5);
  });

  it("reads what the layer before it makes, and says so in the outline", () => {
    const [, , steps = []] = CHAINS[0] ?? [];
    const model = chain(["x = MatMul q w", ...steps], {
      inputs: { q: ["n", 5] },
      tensors: { ...TENSORS, w: tensor(5, 5) },
    });
    expect(importOnnx(onnxFile(model)).spec.layers.map(({ op }) => op)).toEqual(["linear", "gelu"]);
    expect(outlineOnnx(onnxFile(model)).nodes.map(({ op, state }) => `${op} ${state}`)).toEqual([
      "MatMul read",
      "Mul read",
    ]);
  });

  it("is refused by its node where the curve is another one", () => {
    const steps = [
      "a = Mul x quick",
      "b = Erf a",
      "c = Add b one",
      "d = Mul x c",
      "y = Mul d half",
    ];
    expect(refusal(chain(steps))).toContain("/b/Erf (Erf): the lab has no such op");
  });
});

describe("layer norm that is spelled out", () => {
  const [channels, rows] = [3, 4];
  const gamma = tensor(channels, rows, rows);
  const beta = { ...gamma, values: wave(channels * rows * rows, 0.9) };
  const steps = (axes: readonly number[]): TestNode[] => [
    node("ReduceMean", ["x"], "mean", { axes }),
    node("Sub", ["x", "mean"], "centred"),
    node("Cast", ["centred"], "cast", { to: 1 }),
    node("Pow", ["cast", "two"], "square"),
    node("ReduceMean", ["square"], "variance", { axes }),
    node("Add", ["variance", "eps"], "a"),
    node("Sqrt", ["a"], "deviation"),
    node("Div", ["centred", "deviation"], "normed"),
    node("Mul", ["normed", "gamma"], "scaled"),
    node("Add", ["scaled", "beta"], "y"),
  ];
  const model = (axes: readonly number[], count = 10): TestModel => {
    const nodes = steps(axes).slice(0, count);
    return {
      opset: 13,
      inputs: { x: ["n", channels, rows, rows] },
      outputs: [["normed", "scaled", "y"][count - 8] ?? ""],
      tensors: { two: number(2), eps: number(1e-3), gamma, beta },
      nodes,
    };
  };
  const x = wave(2 * channels * rows * rows, 0.71).map((value) => 3 * value + 1);

  it.each([8, 9, 10])("with its first %i nodes is one layer", async (count) => {
    const { spec } = importOnnx(onnxFile(model([1, 2, 3], count)));
    expect(spec.layers).toMatchObject([{ op: "layernorm", eps: 0.001 }]);
    const got = await run(model([-3, -2, -1], count), x, 2);
    const cells = channels * rows * rows;
    for (const image of [0, 1]) {
      const own = x.slice(image * cells, (image + 1) * cells);
      const mean = own.reduce((sum, one) => sum + one, 0) / cells;
      const variance = own.reduce((sum, one) => sum + (one - mean) ** 2, 0) / cells;
      for (const [at, value] of own.entries()) {
        const normed = (value - mean) / Math.sqrt(variance + 0.001);
        const scaled = count > 8 ? normed * (gamma.values?.[at] ?? 0) : normed;
        const want = scaled + (count > 9 ? (beta.values[at] ?? 0) : 0);
        expect(got[image * cells + at]).toBeCloseTo(want, 5);
      }
    }
  });

  it("is refused over a part of the axes, with the node and what is read", () => {
    expect(refusal(model([-1]))).toContain("/y/Add (Add): it runs over the axes 3 of 3×4×4");
  });

  it("of opset 17 is the same layer, with or without a bias", () => {
    for (const inputs of [
      ["x", "gamma"],
      ["x", "gamma", "beta"],
    ]) {
      const nodes = [node("LayerNormalization", inputs, "y", { axis: -3 })];
      const { spec, weights } = importOnnx(
        onnxFile({ ...model([1]), outputs: ["y"], opset: 17, nodes }),
      );
      expect(spec.layers).toMatchObject([{ op: "layernorm" }]);
      expect([...weights.values()].map(({ data }) => data[5])).toEqual([
        gamma.values?.[5],
        inputs.length === 3 ? beta.values[5] : 0,
      ]);
    }
    const lone = [node("LayerNormalization", ["x", "gamma"], "y", { axis: -1 })];
    expect(refusal({ ...model([1]), outputs: ["y"], nodes: lone })).toContain("over the axes 3 of");
  });

  it("takes its axes from an input as opset 18 has them", () => {
    const nodes = steps([]).map((one) =>
      one.op === "ReduceMean" ? { ...one, inputs: [...one.inputs, "axes"], attributes: {} } : one,
    );
    const { spec } = importOnnx(
      onnxFile({
        ...model([1]),
        opset: 18,
        nodes,
        tensors: { ...model([1]).tensors, axes: wholeTensor(1, 2, 3) },
      }),
    );
    expect(spec.layers).toMatchObject([{ op: "layernorm" }]);
  });
});
