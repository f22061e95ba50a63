/** A network that is saved as ONNX and opened again gives the same numbers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LabError } from "../core/errors";
import { random } from "../core/random";
import { size } from "../core/shape";
import { readOnnx } from "../data/formats/onnx/model";
import type { StoredTensor, StoredTensors } from "../data/formats/safetensors";
import { networks } from "../graph/networks";
import { networkShapes, weightShapes } from "../graph/shapes";
import type { LayerSpec, NetworkSpec } from "../graph/spec";
import { ops } from "../ops";
import { example } from "../ops/examples";
import { exportOnnx } from "./export";
import { outputOf } from "../conformance/output.testing";
import { wave } from "./files.testing";
import { importOnnx } from "./import";
import { WRITERS } from "./write-layers";

const LOSSES: ReadonlySet<string> = new Set(["cross_entropy", "mse"]);
const LAYERS = Object.keys(ops).filter((name) => !LOSSES.has(name));

function drawn(spec: NetworkSpec, seed = 1): StoredTensors {
  const source = random(seed);
  const all = new Map<string, StoredTensor>();
  for (const [name, shape] of weightShapes(networkShapes(spec))) {
    const low = name.endsWith("running_var") ? 0.5 : -1;
    const data = Float32Array.from(
      { length: size(shape) },
      () => low + (1 - low) * source.uniform(),
    );
    all.set(name, { shape, data });
  }
  return all;
}

async function expectSame(spec: NetworkSpec, batch = 2): Promise<NetworkSpec> {
  const weights = drawn(spec);
  const { bytes } = exportOnnx(networkShapes(spec), weights);
  const opened = importOnnx(bytes);
  const input = wave(batch * size(spec.input), 0.71);
  const [want, got] = [
    await outputOf(spec, weights, input, batch),
    await outputOf(opened.spec, opened.weights, input, batch),
  ];
  expect(got).toHaveLength(want.length);
  const largest = Math.max(1, ...want.map(Math.abs));
  for (const [at, value] of want.entries())
    expect(Math.abs((got[at] ?? Number.NaN) - value)).toBeLessThan(2e-6 * largest);
  expect(opened.batch).toBeNull();
  return opened.spec;
}

const network = (input: readonly number[], ...layers: readonly LayerSpec[]): NetworkSpec => ({
  format: 1,
  name: "net",
  input,
  layers,
});

describe("every op", () => {
  it("has nodes", () => {
    expect([...WRITERS.keys()].toSorted()).toEqual(LAYERS.toSorted());
  });

  it.each(LAYERS.filter((name) => ops[name]?.inputs.every(({ name: slot }) => slot !== "a")))(
    "%s is the same after it was saved and opened",
    async (name) => {
      await fc.assert(
        fc.asyncProperty(fc.nat(1e6), async (seed) => {
          const { op, attributes, inputs } = example(name, seed);
          const { shape = [] } = inputs["x"] ?? inputs["x0"] ?? {};
          const { training: _, salt: __, ...settings } = attributes;
          const axis = settings["axis"];
          fc.pre(shape.length !== 3 && (typeof axis !== "number" || axis % shape.length !== 0));
          const count = Number(settings["count"] ?? 1);
          const { count: ___, ...own } = settings;
          const spec = network(
            shape.slice(1),
            {
              ...own,
              name: "features.0",
              op: op.name,
              inputs: Array.from({ length: count }, () => "input"),
            },
            { name: "last", op: "tanh" },
          );
          try {
            await expectSame(spec);
          } catch (error) {
            // What ONNX does not have is said, with the layer's name.
            if (!(error instanceof LabError)) throw error;
            expect(`${name} ${error.code} ${error.message}`).toMatch(
              /^(adaptive_avgpool2d|local_response_norm) unsupported/,
            );
            expect(error.message).toMatch(/^features\.0: /);
          }
        }),
        { numRuns: 10 },
      );
    },
  );

  it("a gate opens and closes maps, from a convolution or from dense layers", async () => {
    const gate = (...layers: readonly LayerSpec[]) =>
      network(
        [3, 4, 5],
        { name: "gap", op: "global_avgpool2d" },
        ...layers,
        { name: "open", op: "sigmoid" },
        { name: "gate", op: "mul", inputs: ["open", "input"] },
      );
    await expectSame(gate({ name: "conv", op: "conv2d", out_channels: 3, kernel_size: 1 }));
    const opened = await expectSame(
      gate(
        { name: "flat", op: "flatten" },
        { name: "fc", op: "linear", out_features: 3 },
        { name: "shape", op: "unflatten", unflattened_size: [3, 1, 1] },
      ),
    );
    expect(opened.layers.map(({ op }) => op)).toEqual([
      "global_avgpool2d",
      "flatten",
      "linear",
      "sigmoid",
      "unflatten",
      "mul",
    ]);
  });

  it("a sum repeats what has one row and one column, and features", async () => {
    await expectSame(
      network(
        [3, 4, 5],
        { name: "gap", op: "global_avgpool2d" },
        { name: "sum", op: "add", inputs: ["input", "gap"] },
        { name: "flat", op: "flatten" },
        { name: "one", op: "linear", out_features: 1 },
        { name: "both", op: "add", inputs: ["flat", "one"] },
      ),
    );
  });
});

describe("what is opened again", () => {
  it("has the layers that were saved, with their names and settings", async () => {
    const { layers } = await expectSame(
      network(
        [3, 9, 9],
        { name: "layer1.0.conv1", op: "conv2d", out_channels: 4, kernel_size: 3, bias: false },
        { name: "bn1", op: "batchnorm", momentum: 0.25, eps: 0.001 },
        { name: "act1", op: "silu" },
        { name: "gn1", op: "groupnorm", num_groups: 2, affine: true },
        { name: "drop1", op: "dropout", p: 0.3 },
        { name: "ln1", op: "layernorm" },
        { name: "step1", op: "binary_step" },
        { name: "pool1", op: "avgpool2d", kernel_size: 2, stride: 2, ceil_mode: true },
        { name: "act2", op: "gelu", approximate: "tanh" },
        { name: "flatten1", op: "flatten" },
        { name: "fc1", op: "linear", out_features: 5 },
      ),
    );
    expect(layers.map(({ name, op }) => `${name} ${op}`)).toEqual([
      "layer1.0.conv1 conv2d",
      "bn1 batchnorm",
      "act1 silu",
      "gn1 groupnorm",
      "drop1 dropout",
      "ln1 layernorm",
      "step1 binary_step",
      "pool1 avgpool2d",
      "act2 gelu",
      "flatten1 flatten",
      "fc1 linear",
    ]);
    expect(layers[1]).toMatchObject({ momentum: 0.25, eps: 0.001 });
    expect(layers[4]).toMatchObject({ p: 0.3 });
    expect(layers[8]).toMatchObject({ approximate: "tanh" });
  });

  it("keeps norms with first weights and those without any apart", async () => {
    const norms = (affine: boolean) =>
      network(
        [4, 3, 3],
        { name: "gn", op: "groupnorm", num_groups: 2, affine },
        { name: "ln", op: "layernorm", elementwise_affine: affine },
      );
    for (const affine of [true, false]) {
      const spec = norms(affine);
      const shapes = networkShapes(spec);
      const first = new Map(
        [...weightShapes(shapes)].map(([name, shape]) => [
          name,
          { shape, data: new Float32Array(size(shape)).fill(name.endsWith("gamma") ? 1 : 0) },
        ]),
      );
      const opened = networkShapes(importOnnx(exportOnnx(shapes, first).bytes).spec);
      expect(opened.parameterCount).toBe(shapes.parameterCount);
    }
  });

  it.each(["lenet5", "lenet5_1998", "sample"])("%s is the same", async (name) => {
    await expectSame(networks[name]?.() ?? network([1]), 1);
  });

  it.each(["googlenet_paper_aux", "residual20"])(
    "%s has its parameters and its output again",
    (name) => {
      const shapes = networkShapes(networks[name]?.() ?? network([1]));
      const zeros = new Map(
        [...weightShapes(shapes)].map(([tensor, shape]) => [
          tensor,
          { shape, data: new Float32Array(size(shape)) },
        ]),
      );
      const { bytes, notes } = exportOnnx(shapes, zeros);
      const opened = networkShapes(importOnnx(bytes).spec);
      expect(opened.output.shape).toEqual(shapes.output.shape);
      if (shapes.spec.heads === undefined)
        expect(opened.parameterCount).toBe(shapes.parameterCount);
      else expect(notes.join()).toContain("Heads that only training has are left out");
    },
  );
});

describe("the file", () => {
  it("is written as PyTorch's exporter writes the same network", () => {
    const folder = join(import.meta.dirname, "..", "golden", "onnx");
    const theirs = readFileSync(join(folder, "inception-tiny.onnx"));
    const { spec, weights } = importOnnx(new Uint8Array(theirs));
    const { bytes } = exportOnnx(networkShapes(spec), weights);
    const nodes = (file: Uint8Array) =>
      readOnnx(file).nodes.map(({ op, attributes }) => ({
        op,
        strides: attributes.get("strides")?.wholes,
        pads: attributes.get("pads")?.wholes,
        kernel: attributes.get("kernel_shape")?.wholes,
        group: attributes.get("group")?.whole,
        transB: attributes.get("transB")?.whole,
        axis: attributes.get("axis")?.whole,
      }));
    expect(nodes(bytes)).toEqual(
      nodes(new Uint8Array(theirs)).filter(({ op }) => op !== "Constant"),
    );
  });

  it("is refused where there is no room for it, and where ONNX has no such layer", () => {
    const vgg = networkShapes(networks["vgg16"]?.() ?? network([1]));
    expect(() => exportOnnx(vgg, new Map())).toThrow(/the file would have 527.8 MB/);
    const even = networkShapes(
      network([4, 3, 3], { name: "norm", op: "local_response_norm", size: 4 }),
    );
    expect(() => exportOnnx(even, new Map())).toThrow(/^norm: a window of 4 channels/);
  });
});
