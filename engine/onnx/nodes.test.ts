/**
 * What single nodes and the chains of exporters become, against sums written out here.
 */
import { describe, expect, it } from "vitest";
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
import { outputOf } from "../conformance/output.testing";

async function run(model: TestModel, input: readonly number[], batch = 1): Promise<number[]> {
  const { spec, weights } = importOnnx(onnxFile(model));
  return outputOf(spec, weights, input, batch);
}

function expectNear(got: readonly number[], want: readonly number[]): void {
  expect(got).toHaveLength(want.length);
  for (const [at, value] of want.entries()) expect(got[at]).toBeCloseTo(value, 5);
}

const total = (count: number, term: (at: number) => number): number =>
  Array.from({ length: count }, (_, at) => term(at)).reduce((sum, one) => sum + one, 0);

it.each(["ReduceMax", "ReduceMean"])(
  "%s over rows and columns is a pool of the whole map",
  async (op) => {
    const axes = (...over: number[]): TestModel => ({
      opset: 13,
      inputs: { x: [1, 3, 4, 5] },
      outputs: ["y"],
      nodes: [node(op, ["x"], "y", { axes: over, keepdims: 0 })],
    });
    const x = wave(60, 0.71);
    const maps = [0, 20, 40].map((from) => x.slice(from, from + 20));
    const want = maps.map((map) =>
      op === "ReduceMax" ? Math.max(...map) : total(20, (at) => map[at] ?? 0) / 20,
    );
    expectNear(await run(axes(2, 3), x), want);
    expect(() => importOnnx(onnxFile(axes(1)))).toThrow(/over the axes 1 of 3×4×5/);
  },
);

describe("pictures of rows, columns and channels, as Keras has them", () => {
  const [height, width, channels, filters, classes] = [4, 6, 2, 3, 4];
  const [w, bias, dense] = [tensor(filters, channels, 3, 3), tensor(filters), tensor(18, classes)];
  const model: TestModel = {
    inputs: { x: ["batch", height, width, channels] },
    outputs: ["y"],
    tensors: { w, bias: { ...bias, dims: [1, filters, 1, 1] }, dense, shape: wholeTensor(-1, 18) },
    nodes: [
      node("Transpose", ["x"], "t", { perm: [0, 3, 1, 2] }),
      node("Conv", ["t", "w"], "c", { auto_pad: "SAME_UPPER", strides: [2, 2] }),
      node("Add", ["c", "bias"], "a"),
      node("Relu", ["a"], "r"),
      node("Transpose", ["r"], "u", { perm: [0, 2, 3, 1] }),
      node("Reshape", ["u", "shape"], "f"),
      node("MatMul", ["f", "dense"], "y"),
    ],
  };

  /** The same, in the order of the file. */
  function byHand(x: readonly number[]): number[] {
    const cell = (i: number, j: number, c: number): number =>
      i < height && j < width ? (x[(i * width + j) * channels + c] ?? 0) : 0;
    const features = Array.from({ length: 18 }, (_, at) => {
      const [o, j, i] = [at % 3, Math.floor(at / 3) % 3, Math.floor(at / 9)];
      const sum = total(18, (k) => {
        const [v, u, c] = [k % 3, Math.floor(k / 3) % 3, Math.floor(k / 9)];
        return cell(2 * i + u, 2 * j + v, c) * (w.values?.[o * 18 + k] ?? 0);
      });
      return Math.max(0, sum + (bias.values?.[o] ?? 0));
    });
    return Array.from({ length: classes }, (_, o) =>
      total(18, (k) => (features[k] ?? 0) * (dense.values?.[k * classes + o] ?? 0)),
    );
  }

  it("cost no layer: the weights take the order of the cells", async () => {
    const { spec, layout, batch } = importOnnx(onnxFile(model));
    expect([layout, batch, spec.input]).toEqual(["NHWC", null, [channels, height, width]]);
    expect(spec.layers.map(({ op }) => op)).toEqual(["conv2d", "relu", "flatten", "linear"]);
    const x = wave(height * width * channels, 0.71);
    const moved = Array.from({ length: x.length }, (_, at) => {
      const [c, rest] = [Math.floor(at / 24), at % 24];
      return x[rest * channels + c] ?? 0;
    });
    expectNear(await run(model, [...moved, ...moved.map(() => 0)], 2), [
      ...byHand(x),
      ...byHand(x.map(() => 0)),
    ]);
  });
});

describe("nodes", () => {
  const gemm = (attributes: TestNode["attributes"], dims: number[]): TestModel => ({
    inputs: { x: ["n", 3] },
    outputs: ["y"],
    tensors: { w: tensor(...dims), b: tensor(2) },
    nodes: [node("Gemm", ["x", "w", "b"], "y", attributes)],
  });

  it.each([0, 1])("Gemm with transB %i, alpha and beta", async (transB) => {
    const dims = transB === 1 ? [2, 3] : [3, 2];
    const model = gemm({ transB, alpha: { float: 2 }, beta: { float: -1 } }, dims);
    const [x, w, b] = [[1, -2, 0.5], tensor(...dims).values ?? [], tensor(2).values ?? []];
    const want = [0, 1].map(
      (o) =>
        2 * total(3, (k) => (x[k] ?? 0) * (w[transB === 1 ? o * 3 + k : k * 2 + o] ?? 0)) -
        (b[o] ?? 0),
    );
    expectNear(await run(model, x), want);
  });

  it("Shape, Gather, Unsqueeze, Concat and Reshape of an open batch are a flatten", () => {
    const { spec } = importOnnx(
      onnxFile({
        inputs: { x: ["n", 2, 3, 3] },
        outputs: ["y"],
        opset: 11,
        tensors: {
          zero: { dims: [], type: 7, values: [0] },
          rest: wholeTensor(-1),
          w: tensor(18, 5),
        },
        nodes: [
          node("Shape", ["x"], "s"),
          node("Gather", ["s", "zero"], "n", { axis: 0 }),
          node("Unsqueeze", ["n"], "u", { axes: [0] }),
          node("Concat", ["u", "rest"], "c", { axis: 0 }),
          node("Reshape", ["x", "c"], "f"),
          node("Gemm", ["f", "w"], "y"),
        ],
      }),
    );
    expect(spec.layers.map(({ op }) => op)).toEqual(["flatten", "linear"]);
  });

  it("constants that shift and scale the picture become one batch norm", async () => {
    const model: TestModel = {
      inputs: { x: [1, 2, 1, 2] },
      outputs: ["y"],
      tensors: {
        mean: { dims: [1, 2, 1, 1], values: [1, 2] },
        std: { dims: [2, 1, 1], values: [2, 4] },
      },
      nodes: [node("Sub", ["x", "mean"], "m"), node("Div", ["m", "std"], "y")],
    };
    expect(importOnnx(onnxFile(model)).spec.layers).toHaveLength(1);
    expectNear(await run(model, [1, 3, 2, 6]), [0, 1, 0, 1]);
  });

  it("a Pad becomes the padding of the next layer, which is refused where it would change numbers", () => {
    const model = (op: string, before: readonly TestNode[], from: string): TestModel => ({
      inputs: { x: [1, 1, 5, 5] },
      outputs: ["y"],
      tensors: { w: tensor(2, 1, 3, 3), pads: wholeTensor(0, 0, 1, 0, 0, 0, 2, 1) },
      nodes: [
        ...before,
        node("Pad", [from, "pads"], "p"),
        node(op, op === "Conv" ? ["p", "w"] : ["p"], "y", { kernel_shape: [3, 3] }),
      ],
    });
    const [conv] = importOnnx(onnxFile(model("Conv", [], "x"))).spec.layers;
    expect(conv?.["padding"]).toEqual([1, 0, 2, 1]);
    const relu = [node("Relu", ["x"], "r")];
    expect(importOnnx(onnxFile(model("MaxPool", relu, "r"))).spec.layers).toHaveLength(2);
    expect(refusal(model("MaxPool", [], "x"))).toContain("unsupported: /y/MaxPool (MaxPool)");
  });

  it("a Pad of rows, columns and channels goes through the transpose behind it", () => {
    const pads = wholeTensor(0, 1, 2, 0, 0, 3, 4, 0);
    const { spec } = importOnnx(
      onnxFile({
        inputs: { x: [1, 8, 9, 2] },
        outputs: ["y"],
        tensors: { pads, w: tensor(1, 2, 5, 5) },
        nodes: [
          node("Pad", ["x", "pads"], "p"),
          node("Transpose", ["p"], "t", { perm: [0, 3, 1, 2] }),
          node("Conv", ["t", "w"], "y"),
        ],
      }),
    );
    expect(spec.layers.map(({ padding }) => padding)).toEqual([[1, 2, 3, 4]]);
  });

  it.each([
    ["Clip", { min: { float: 0 }, max: { float: 6 } }, "relu6"],
    ["Clip", { min: { float: 0 } }, "relu"],
    ["HardSigmoid", { alpha: { float: Math.fround(1 / 6) } }, "hardsigmoid"],
    ["HardSwish", {}, "hardswish"],
    ["LeakyRelu", { alpha: { float: Math.fround(0.1) } }, "leaky_relu"],
    ["LogSoftmax", {}, "log_softmax"],
  ] as const)("%s with %o is %s", (op, attributes, layer) => {
    const nodes = [node(op, ["x"], "y", attributes)];
    const { spec } = importOnnx(
      onnxFile({ inputs: { x: ["n", 4] }, outputs: ["y"], opset: 10, nodes }),
    );
    expect(spec.layers.map((one) => one.op)).toEqual([layer]);
    expect(spec.layers[0]?.["negative_slope"] ?? 0.1).toBe(0.1);
  });

  it("weights of two layers are copied, and it is said", () => {
    const { notes, weights } = importOnnx(
      onnxFile({
        inputs: { x: [1, 3] },
        outputs: ["y"],
        tensors: { w: tensor(3, 3) },
        nodes: [node("MatMul", ["x", "w"], "a"), node("MatMul", ["a", "w"], "y")],
      }),
    );
    expect([...weights.keys()]).toEqual(["a.w", "y.w"]);
    expect(notes.join()).toContain("y has the same weights as a");
  });
});

describe("numbers", () => {
  const bytes = (array: ArrayBufferView<ArrayBuffer>): Uint8Array => new Uint8Array(array.buffer);
  const stored: readonly (readonly [string, Partial<TestTensor>])[] = [
    ["32-bit floats, raw", { bytes: bytes(Float32Array.of(1, -0.5)) }],
    ["32-bit floats, typed", { field: 4, bytes: bytes(Float32Array.of(1, -0.5)) }],
    ["64-bit floats, raw", { type: 11, bytes: bytes(Float64Array.of(1, -0.5)) }],
    ["64-bit floats, typed", { type: 11, field: 10, bytes: bytes(Float64Array.of(1, -0.5)) }],
    ["16-bit floats, raw", { type: 10, bytes: bytes(Uint16Array.of(0x3c00, 0xb800)) }],
    // varints of 0x3c00 and 0xb800
    [
      "16-bit floats, typed",
      { type: 10, field: 5, bytes: Uint8Array.of(0x80, 0x78, 0x80, 0xf0, 0x02) },
    ],
  ];
  it.each(stored)("%s", (_, how) => {
    const { weights } = importOnnx(
      onnxFile({
        inputs: { x: [1, 2] },
        outputs: ["y"],
        tensors: { w: { dims: [2, 1], ...how } },
        nodes: [node("MatMul", ["x", "w"], "y")],
      }),
    );
    expect(weights.get("y.w")?.data).toEqual(Float32Array.of(1, -0.5));
  });
});
