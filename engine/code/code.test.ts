/**
 * Model code, both ways: what is written reads back to the same network, and what is not understood
 * is named with its place.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LabError } from "../core/errors";
import { sampleNetwork } from "../graph/networks/lenet";
import { networkShapes } from "../graph/shapes";
import type { NetworkSpec } from "../graph/spec";
import { readCode } from "./read/read";
import { PLAIN } from "./read/torch-layers";
import { writeCode } from "./write";

const problem = (code: string): string => {
  try {
    readCode(code, [3, 32, 32]);
    return "no problem";
  } catch (error) {
    return error instanceof LabError ? error.message : `not a LabError: ${String(error)}`;
  }
};

/** Everything that a spec says, with every default filled in. */
const known = (spec: NetworkSpec) =>
  networkShapes(spec).layers.map(({ kind, attributes, shape, parameterCount }) => ({
    kind,
    attributes,
    shape,
    parameterCount,
  }));

const tried = (write: () => string): string | null => {
  try {
    return write();
  } catch (error) {
    if (error instanceof LabError && error.code === "unsupported") return null;
    throw error;
  }
};

const sides = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }));
const convolution = fc.record({
  op: fc.constant("conv2d"),
  out_channels: fc.constantFrom(2, 4, 8),
  kernel_size: sides,
  stride: fc.oneof(
    fc.integer({ min: 1, max: 2 }),
    fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })),
  ),
  padding: fc.oneof(
    fc.nat({ max: 2 }),
    fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 }), fc.nat({ max: 2 }), fc.nat({ max: 2 })),
  ),
  dilation: fc.integer({ min: 1, max: 2 }),
  groups: fc.constantFrom(1, 2),
  bias: fc.boolean(),
});
const pooling = fc.record({
  op: fc.constantFrom("maxpool2d", "avgpool2d"),
  kernel_size: fc.constantFrom(2, 3),
  stride: fc.constantFrom(1, 2, 3),
  padding: fc.oneof(fc.constant(0), fc.nat({ max: 1 }), fc.constant([0, 0, 1, 1])),
});
const pointwise = fc.constantFrom(
  ...PLAIN.map(([, op]) => ({ op })).filter(({ op }) => op !== "flatten"),
  { op: "batchnorm" },
  { op: "dropout", p: 0.25 },
  { op: "leaky_relu", negative_slope: 0.1 },
  { op: "elu", alpha: 1.5 },
  { op: "gelu" },
  { op: "gelu", approximate: "tanh" },
);
const head = fc.constantFrom(
  [],
  [{ op: "flatten" }, { op: "linear", out_features: 7 }],
  [
    { op: "flatten" },
    { op: "linear", out_features: 7, bias: false },
    { op: "relu" },
    { op: "linear", out_features: 3 },
    { op: "softmax" },
  ],
  [
    { op: "adaptive_avgpool2d", output_size: 1 },
    { op: "flatten" },
    { op: "linear", out_features: 5 },
  ],
  [{ op: "adaptive_avgpool2d", output_size: 1 }],
);
const networks: fc.Arbitrary<NetworkSpec> = fc
  .tuple(fc.array(fc.oneof(convolution, pooling, pointwise), { minLength: 1, maxLength: 4 }), head)
  .map(([body, top]) => ({
    format: 1 as const,
    name: "n",
    input: [4, 30, 33],
    layers: [...body, ...top].map((one, at) => ({
      name: `l${at}`,
      ...one,
    })) as NetworkSpec["layers"],
  }))
  .filter((spec) => {
    try {
      return networkShapes(spec).output.shape.every((extent) => extent > 0);
    } catch {
      return false;
    }
  });

describe("model code", () => {
  test("a single PyTorch layer is a network of one", () => {
    const spec = readCode("nn.Conv2d(3, 10, 3, stride=2, padding=1)", [1, 39, 39]);
    expect(spec.input).toEqual([3, 39, 39]);
    expect(networkShapes(spec).output.shape).toEqual([10, 20, 20]);
  });

  test("the sample network written in PyTorch and in Keras reads back to the same shapes and parameters", () => {
    const spec = sampleNetwork();
    for (const dialect of ["pytorch", "keras"] as const) {
      const back = networkShapes(readCode(writeCode(spec, dialect), spec.input));
      expect(back.layers.map(({ kind, shape }) => [kind, shape])).toEqual(
        networkShapes(spec).layers.map(({ kind, shape }) => [kind, shape]),
      );
      expect(back.parameterCount).toBe(networkShapes(spec).parameterCount);
    }
  });

  test("random networks survive the round trip through PyTorch and through Keras, setting by setting", () => {
    const written = { pytorch: 0, keras: 0 };
    fc.assert(
      fc.property(networks, (spec) => {
        for (const dialect of ["pytorch", "keras"] as const) {
          const code = tried(() => writeCode(spec, dialect));
          if (code === null) continue;
          written[dialect]++;
          expect(known(readCode(code, dialect === "keras" ? [1, 7, 7] : spec.input))).toEqual(
            known(spec),
          );
        }
      }),
      { numRuns: 1000 },
    );
    expect(written.pytorch).toBe(1000);
    expect(written.keras).toBeGreaterThan(500);
  });

  test("what one library writes, the other writes too, and both read back to the same", () => {
    const torch = writeCode(
      readCode(
        'keras.Sequential([keras.Input((28, 28, 3)), layers.Conv2D(8, 3, strides=2, padding="same")])',
        [],
      ),
      "pytorch",
    );
    expect(torch).toBe("nn.Sequential(nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(3, 8, 3, stride=2))");
    expect(networkShapes(readCode(torch, [3, 28, 28])).output.shape).toEqual([8, 14, 14]);
    expect(() =>
      writeCode(readCode("nn.MaxPool2d(3, stride=1, padding=(1, 0))", [2, 8, 8]), "keras"),
    ).toThrow("pool1: Keras has no layer for a maximum pooling with this padding.");
  });

  test("what people paste: same, tuples, lists, model.add, an example of the input", () => {
    const shape = (code: string) => networkShapes(readCode(code, [3, 39, 39])).output.shape;
    expect(shape("nn.Conv2d(3, 10, 3, stride=2, padding=1)")).toEqual([10, 20, 20]);
    expect(shape("nn.Conv2d(3, 10, kernel_size=(3, 5))")).toEqual([10, 37, 35]);
    expect(shape('nn.Conv2d(3, 10, kernel_size=(3, 4), padding="same")')).toEqual([10, 39, 39]);
    expect(shape("torch.nn.Conv2d(3, 10, (3))")).toEqual([10, 37, 37]);
    expect(
      shape(
        "nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(inplace=True), nn.Flatten(), nn.Linear(10952, 10))",
      ),
    ).toEqual([10]);
    expect(
      shape(
        'keras.Sequential([keras.Input(shape=(28, 28, 1)), layers.Conv2D(6, 5, padding="same", activation="relu"), layers.MaxPooling2D()])',
      ),
    ).toEqual([6, 14, 14]);
    expect(
      shape(
        "model = keras.Sequential()\nmodel.add(layers.Conv2D(4, 3, input_shape=(9, 9, 2)))\nmodel.add(layers.Flatten())",
      ),
    ).toEqual([196]);
    expect(
      shape(
        "model = nn.Sequential(nn.Conv2d(3, 8, 3))\nx = torch.randn(1, 3, 12, 12)\nassert model(x).shape[1:] == (8, 10, 10)",
      ),
    ).toEqual([8, 10, 10]);
    expect(shape("keras.Sequential([keras.Input((784,)), layers.Dense(10)])")).toEqual([10]);
  });

  test("imports, comments, an assignment and trailing commas do not matter", () => {
    const spec = readCode(
      `import torch\nfrom torch import nn\n\n# the first layer\nmodel = torch.nn.Sequential(\n  nn.Conv2d(in_channels=3, out_channels=4, kernel_size=(3, 5),),  # wide\n  nn.ReLU(inplace=True) if False else nn.ReLU(),\n)`.replace(
        "nn.ReLU(inplace=True) if False else ",
        "",
      ),
      [3, 9, 9],
    );
    expect(networkShapes(spec).output.shape).toEqual([4, 7, 5]);
  });

  test("what is wrong is said with its line and column, and what would be right", () => {
    expect(problem("nn.Conv3d(3, 10, 3)")).toBe(
      "line 1, column 1: nn.Conv3d is not understood here; did you mean Conv2d?",
    );
    expect(problem("nn.Sequential(\n  nn.Conv2d(3, 10, 3, strid=2),\n)")).toContain(
      "line 2, column 23: nn.Conv2d has no strid here; did you mean stride? It takes in_channels, out_channels, kernel_size",
    );
    expect(problem("nn.Conv2d(3, 10)")).toBe(
      "line 1, column 1: nn.Conv2d needs a whole number for kernel_size.",
    );
    expect(problem("nn.ReLU(3, 4)")).toBe(
      "line 1, column 12: nn.ReLU is given too many arguments. It takes inplace.",
    );
    expect(problem("nn.Conv2D(3, 10, 3)")).toBe(
      "line 1, column 1: nn.Conv2D is not understood here; Conv2D is Keras's: layers.Conv2D.",
    );
    expect(problem("nn.Conv2d(3, 10, 3, stride=2, padding='same')")).toBe(
      'line 1, column 39: PyTorch allows padding="same" only with stride 1.',
    );
    expect(problem("layers.Conv2D(8, 3, padding='sane')")).toBe(
      'line 1, column 29: padding is "valid" or "same", not “sane”; did you mean "same"?',
    );
    expect(problem("nn.Sequential(\n  nn.Conv2d(3, 8, 3),\n  nn.Conv2d(3, 8, 3),\n)")).toBe(
      "line 3, column 3: conv2: the image has 8 channels but the kernel expects 3.",
    );
    expect(problem("nn.Sequential(nn.ZeroPad2d(1), nn.ReLU())")).toContain(
      "must stand before a convolution",
    );
    expect(problem("nn.Conv2d(3, 10, 3")).toContain("is never closed");
    expect(problem("nn.Conv2d(3, 10 3)")).toContain("a comma or “)” was expected, not “3”");
    expect(problem("model = 7")).toContain("There is no layer");
    expect(problem("model = nn.ReLU(); import os")).toBe("no problem");
    expect(problem('nn.Conv2d(3, 10, "3")')).toContain("needs a whole number for kernel_size");
  });

  test("any text is a network or a LabError, never another exception", () => {
    const words = fc.constantFrom(
      "nn.Conv2d",
      "nn.Sequential",
      "(",
      ")",
      "[",
      "]",
      ",",
      "=",
      "3",
      "-1",
      "1e9",
      "'x'",
      "stride",
      "None",
      "True",
      "layers.Dense",
      "#",
      "\n",
      "{",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words, { maxLength: 30 }).map((list) => list.join(" ")),
        ),
        (code) => {
          expect(problem(code)).not.toContain("not a LabError");
        },
      ),
      { numRuns: 2000 },
    );
  });
});
