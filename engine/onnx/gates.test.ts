/** Gates (squeeze-and-excitation), pictures made of features, and enlarged pictures. */
import { describe, expect, it } from "vitest";
import { outputOf } from "../conformance/output.testing";
import {
  node,
  onnxFile,
  refusal,
  tensor,
  type TestModel,
  type TestNode,
  wave,
  wholeTensor,
} from "./files.testing";
import { importOnnx } from "./import";

async function run(model: TestModel, input: readonly number[], batch = 1): Promise<number[]> {
  const { spec, weights } = importOnnx(onnxFile(model));
  return outputOf(spec, weights, input, batch);
}

function expectNear(got: readonly number[], want: readonly number[]): void {
  expect(got).toHaveLength(want.length);
  for (const [at, value] of want.entries()) expect(got[at]).toBeCloseTo(value, 5);
}

const opsOf = (model: TestModel): string[] =>
  importOnnx(onnxFile(model)).spec.layers.map(({ op }) => op);

const [CHANNELS, FEW, ROWS, COLUMNS] = [4, 2, 3, 5];
const CELLS = ROWS * COLUMNS;
const [squeeze, excite] = [tensor(FEW, CHANNELS), tensor(CHANNELS, FEW)];

/** x times a number for each channel: sigmoid(excite · relu(squeeze · mean)). */
function gatedByHand(x: readonly number[]): number[] {
  const map = (channel: number): readonly number[] =>
    x.slice(channel * CELLS, (channel + 1) * CELLS);
  const means = Array.from(
    { length: CHANNELS },
    (_, channel) => map(channel).reduce((sum, one) => sum + one, 0) / CELLS,
  );
  const dense = (w: readonly number[], from: readonly number[]): number[] =>
    Array.from({ length: w.length / from.length }, (_, at) =>
      from.reduce((sum, one, k) => sum + one * (w[at * from.length + k] ?? 0), 0),
    );
  const hidden = dense(squeeze.values ?? [], means).map((one) => Math.max(0, one));
  const gates = dense(excite.values ?? [], hidden).map((one) => 1 / (1 + Math.exp(-one)));
  return x.map((one, at) => one * (gates[Math.floor(at / CELLS) % CHANNELS] ?? 0));
}

const gate = (nodes: readonly TestNode[], more: Partial<TestModel> = {}): TestModel => ({
  inputs: { x: ["n", CHANNELS, ROWS, COLUMNS] },
  outputs: ["y"],
  tensors: {
    convSqueeze: { ...squeeze, dims: [FEW, CHANNELS, 1, 1] },
    convExcite: { ...excite, dims: [CHANNELS, FEW, 1, 1] },
    squeeze,
    excite,
    features: wholeTensor(-1, CHANNELS),
    picture: wholeTensor(-1, CHANNELS, 1, 1),
  },
  nodes,
  ...more,
});
const DENSE = [
  node("GlobalAveragePool", ["x"], "mean"),
  node("Reshape", ["mean", "features"], "flat"),
  node("Gemm", ["flat", "squeeze"], "hidden", { transB: 1 }),
  node("Relu", ["hidden"], "active"),
  node("Gemm", ["active", "excite"], "score", { transB: 1 }),
  node("Sigmoid", ["score"], "open"),
  node("Reshape", ["open", "picture"], "gate"),
];

describe("a gate for each channel", () => {
  const x = wave(2 * CHANNELS * CELLS, 0.71);
  const want = [0, 1].flatMap((image) =>
    gatedByHand(x.slice(image * CHANNELS * CELLS, (image + 1) * CHANNELS * CELLS)),
  );
  const forms: Readonly<Record<string, TestModel>> = {
    "of 1×1 convolutions": gate([
      node("GlobalAveragePool", ["x"], "mean"),
      node("Conv", ["mean", "convSqueeze"], "hidden"),
      node("Relu", ["hidden"], "active"),
      node("Conv", ["active", "convExcite"], "score"),
      node("Sigmoid", ["score"], "open"),
      node("Mul", ["open", "x"], "y"),
    ]),
    "of dense layers": gate([...DENSE, node("Mul", ["x", "gate"], "y")]),
    "of dense layers, expanded to the picture": gate([
      ...DENSE,
      node("Shape", ["x"], "shape"),
      node("Expand", ["gate", "shape"], "wide"),
      node("Mul", ["x", "wide"], "y"),
    ]),
    "expanded as PyTorch writes expand(-1, …)": gate(
      [
        ...DENSE,
        node("ConstantOfShape", ["four"], "zeros"),
        node("Add", ["zeros", "unit"], "ones"),
        node("Mul", ["ones", "minus"], "minuses"),
        node("Equal", ["asked", "minuses"], "open?"),
        node("Where", ["open?", "ones", "asked"], "shape"),
        node("Expand", ["gate", "shape"], "wide"),
        node("Mul", ["x", "wide"], "y"),
      ],
      {
        tensors: {
          ...gate([]).tensors,
          four: wholeTensor(4),
          unit: wholeTensor(1),
          minus: wholeTensor(-1),
          asked: wholeTensor(-1, CHANNELS, ROWS, COLUMNS),
        },
      },
    ),
  };

  it.each(Object.keys(forms))("%s multiplies its map", async (form) => {
    expectNear(await run(forms[form] ?? gate([]), x, 2), want);
  });

  it("of dense layers needs one layer that makes its numbers maps of one cell", () => {
    expect(opsOf(forms["of dense layers"] ?? gate([])).slice(-3)).toEqual([
      "sigmoid",
      "unflatten",
      "mul",
    ]);
  });

  it.each([0, 1])(
    "in rows, columns and channels as Keras has it, keepdims %i",
    async (keepdims) => {
      const isFlat = keepdims === 0;
      const model = gate(
        [
          node("Transpose", ["x"], "first", { perm: [0, 3, 1, 2] }),
          node("Relu", ["first"], "r"),
          node("Transpose", ["r"], "last", { perm: [0, 2, 3, 1] }),
          node("ReduceMean", ["last"], "mean", { axes: [1, 2], keepdims }),
          node("MatMul", ["mean", "down"], "hidden"),
          node("Relu", ["hidden"], "active"),
          node("MatMul", ["active", "up"], "score"),
          node("Sigmoid", ["score"], "open"),
          ...(isFlat ? [node("Reshape", ["open", "picture"], "gate")] : []),
          node("Mul", ["last", isFlat ? "gate" : "open"], "z"),
          node("Transpose", ["z"], "y", { perm: [0, 3, 1, 2] }),
        ],
        {
          opset: 13,
          inputs: { x: ["n", ROWS, COLUMNS, CHANNELS] },
          tensors: {
            down: turned(squeeze.values ?? [], FEW, CHANNELS),
            up: turned(excite.values ?? [], CHANNELS, FEW),
            picture: wholeTensor(-1, 1, 1, CHANNELS),
          },
        },
      );
      const positive = x.slice(0, CHANNELS * CELLS).map((one) => Math.max(0, one));
      expectNear(await run(model, x.slice(0, CHANNELS * CELLS)), gatedByHand(positive));
    },
  );

  it("is refused where an Expand makes a picture that nothing else makes, with its node", () => {
    const wide = [...DENSE, node("Expand", ["gate", "asked"], "wide")];
    const tensors = { ...gate([]).tensors, asked: wholeTensor(1, CHANNELS, 6, 6) };
    const conv = gate([...wide, node("Conv", ["wide", "convSqueeze"], "y")], { tensors });
    expect(refusal(conv)).toContain("/y/Conv (Conv): an Expand stands before it");
    const sum = gate([...wide, node("Add", ["wide", "gate"], "y")], { tensors });
    expect(refusal(sum)).toContain("/y/Add (Add): an Expand before it makes 4×1×1 larger");
    expect(refusal(gate(wide, { tensors, outputs: ["wide"] }))).toContain("repeated picture");
  });

  it("is refused where the axes do not meet", () => {
    const tensors = { ...gate([]).tensors, picture: wholeTensor(-1, 2, 2, 1) };
    const nodes = [...DENSE, node("Mul", ["x", "gate"], "y")];
    expect(refusal(gate(nodes, { tensors }))).toContain("4×3×5 and 2×2×1 cannot be multiplied");
  });
});

/** [rows, columns] as [columns, rows]. */
function turned(values: readonly number[], rows: number, columns: number) {
  const cells = Array.from({ length: rows * columns }, (_, at) => at);
  return {
    dims: [columns, rows],
    values: cells.map((at) => values[(at % rows) * columns + Math.floor(at / rows)] ?? 0),
  };
}

it("features that a Reshape makes a picture are one", async () => {
  const w = tensor(1, 2, 1, 1);
  const model: TestModel = {
    inputs: { x: ["n", 12] },
    outputs: ["y"],
    tensors: { w, shape: wholeTensor(-1, 2, 2, 3) },
    nodes: [node("Reshape", ["x", "shape"], "p"), node("Conv", ["p", "w"], "y")],
  };
  expect(opsOf(model)).toEqual(["unflatten", "conv2d"]);
  const x = wave(12);
  const [first = 0, second = 0] = w.values ?? [];
  expectNear(
    await run(model, x),
    x.slice(0, 6).map((one, at) => first * one + second * (x[at + 6] ?? 0)),
  );
});

describe("a picture is enlarged", () => {
  const x = wave(2 * 3 * 2, 0.9);
  const resized = (
    attributes: TestNode["attributes"],
    more: Partial<TestModel> = {},
  ): TestModel => ({
    opset: 13,
    inputs: { x: [1, 2, 3, 2] },
    outputs: ["y"],
    tensors: { scales: { dims: [4], values: [1, 1, 2, 3] } },
    nodes: [node("Resize", ["x", "", "scales"], "y", attributes)],
    ...more,
  });
  const cell = (map: number, row: number, column: number): number =>
    x[map * 6 + Math.min(row, 2) * 2 + Math.min(column, 1)] ?? 0;
  const enlarged = (value: (map: number, row: number, column: number) => number): number[] =>
    Array.from({ length: 72 }, (_, at) =>
      value(Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6),
    );
  const blocks = enlarged((map, row, column) =>
    cell(map, Math.floor(row / 2), Math.floor(column / 3)),
  );
  /** Between four cells, at places in the small picture. */
  const between = (map: number, row: number, column: number): number => {
    const [i, j] = [Math.floor(row), Math.floor(column)];
    const [down, across] = [row - i, column - j];
    const line = (at: number): number =>
      cell(map, at, j) * (1 - across) + cell(map, at, j + 1) * across;
    return line(i) * (1 - down) + line(i + 1) * down;
  };

  it.each([
    ["asymmetric", "floor"],
    ["half_pixel", "round_prefer_floor"],
    ["half_pixel", "round_prefer_ceil"],
    ["tf_half_pixel_for_nn", "floor"],
  ])("by blocks: %s, %s", async (coordinate_transformation_mode, nearest_mode) => {
    const model = resized({ mode: "nearest", coordinate_transformation_mode, nearest_mode });
    expect(opsOf(model)).toEqual(["upsample"]);
    expectNear(await run(model, x), blocks);
  });

  it("by blocks in old files and by a size", async () => {
    const scales = [node("Upsample", ["x", "scales"], "y")];
    expectNear(await run(resized({}, { opset: 9, nodes: scales }), x), blocks);
    const sizes = resized(
      {},
      {
        tensors: { sizes: wholeTensor(1, 2, 6, 6) },
        nodes: [
          node("Resize", ["x", "", "", "sizes"], "y", {
            coordinate_transformation_mode: "asymmetric",
            nearest_mode: "floor",
          }),
        ],
      },
    );
    expectNear(await run(sizes, x), blocks);
  });

  it.each([
    ["half_pixel", (at: number, scale: number) => Math.max(0, (at + 0.5) / scale - 0.5)],
    ["pytorch_half_pixel", (at: number, scale: number) => Math.max(0, (at + 0.5) / scale - 0.5)],
    ["align_corners", (at: number, scale: number) => (at * (6 / scale - 1)) / 5],
  ])("bilinear, %s", async (coordinate_transformation_mode, place) => {
    const model = resized({ mode: "linear", coordinate_transformation_mode });
    expectNear(
      await run(model, x),
      enlarged((map, row, column) => between(map, place(row, 2), place(column, 3))),
    );
  });

  it.each([
    [{ mode: "cubic" }, [1, 1, 2, 2], "its mode is cubic"],
    [
      { mode: "linear", coordinate_transformation_mode: "asymmetric" },
      [1, 1, 2, 2],
      "linear, asymmetric",
    ],
    [{ mode: "nearest", nearest_mode: "ceil" }, [1, 1, 2, 2], "nearest, half_pixel, ceil"],
    [{ mode: "nearest" }, [1, 1, 0.5, 0.5], "it makes 2×3×2 1, 0.5, 0.5 times as long"],
    [{ mode: "nearest" }, [1, 2, 2, 2], "it makes 2×3×2 2, 2, 2 times as long"],
  ] as const)("%o by %o is refused by its node", (attributes, values, words) => {
    const tensors = { scales: { dims: [4], values } };
    const message = refusal(resized(attributes, { tensors }));
    expect(message).toContain("unsupported: /y/Resize (Resize): ");
    expect(message).toContain(words);
  });
});
