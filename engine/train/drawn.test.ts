/**
 * Weights that a device draws by itself, layer by layer: those of the seed, in less memory, with
 * the same outputs.
 */
import { describe, expect, it } from "vitest";
import type { Backend } from "../backends/backend";
import { createReference } from "../backends/reference/index";
import { createWasm } from "../backends/wasm/index";
import { random } from "../core/random";
import { compile, type CompileOptions } from "../graph/compile";
import { networks } from "../graph/networks/index";
import { sketch } from "../graph/networks/sketch";
import type { NetworkSpec } from "../graph/spec";
import { drawOf, initialWeights } from "./initialisers";

const SEED = 11;

function small(): NetworkSpec {
  const net = sketch("small", [3, 12, 12]);
  net.add("conv1", "conv2d", {
    out_channels: 16,
    kernel_size: 3,
    padding: 1,
    bias: false,
    init: { kind: "he_uniform" },
  });
  net.add("bn1", "batchnorm");
  net.add("relu1", "relu");
  net.add("conv2", "conv2d", {
    out_channels: 24,
    kernel_size: 3,
    padding: 1,
    init: { kind: "uniform", low: -0.05, high: 0.2 },
  });
  net.add("relu2", "relu");
  net.add("flatten", "flatten");
  net.add("fc1", "linear", { out_features: 70 });
  net.add("prelu", "prelu");
  net.add("fc2", "linear", { out_features: 10, init: { kind: "xavier_uniform" } });
  return net.spec();
}

async function outputs(
  backend: Backend,
  drawn: boolean,
  keep: readonly string[] = [],
): Promise<ReadonlyMap<string, ArrayLike<number>>> {
  const options: CompileOptions = {
    batch: 2,
    keep,
    ...(drawn ? { drawn: (layer, slot) => drawOf(layer, slot, SEED) } : {}),
  };
  const { program, network } = compile(small(), options);
  const executable = await backend.compile(program);
  if (!drawn)
    for (const [name, data] of initialWeights(network, SEED)) executable.write(name, data);
  const source = random(5);
  executable.write(
    "input",
    Float32Array.from({ length: 2 * 432 }, () => source.normal()),
  );
  for (const step of [1, 2])
    await executable.run("forward", {
      step,
      learningRate: 0,
      correction1: 1,
      correction2: 1,
      seed: 0,
    });
  const read = await executable.read([...keep, "fc2.y"]);
  executable.free();
  return read;
}

describe.each([
  ["the reference", async () => createReference()],
  ["wasm", () => createWasm()],
])("weights drawn by %s", (_name, make) => {
  const tensors = [...initialWeights(compile(small(), { batch: 1 }).network, SEED)];

  it("are those of the seed, to the last bit but one", async () => {
    const read = await outputs(
      await make(),
      true,
      tensors.map(([name]) => name),
    );
    for (const [name, expected] of tensors) {
      const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const got = read.get(name) ?? [];
      expect(got.length, name).toBe(expected.length);
      const worst = expected.reduce(
        (most, value, at) => Math.max(most, Math.abs((got[at] ?? Number.NaN) - value)),
        0,
      );
      expect(worst, name).toBeLessThanOrEqual(scale * 2 ** -23);
    }
  });

  it("give the outputs that the written ones give, also when their words are shared", async () => {
    const [drawn, written] = [
      await outputs(await make(), true),
      await outputs(await make(), false),
    ];
    const expected = Array.from(written.get("fc2.y") ?? []);
    expect(expected.length).toBe(20);
    const scale = Math.max(...expected.map(Math.abs));
    for (const [at, value] of expected.entries())
      expect(Math.abs((drawn.get("fc2.y")?.[at] ?? Number.NaN) - value)).toBeLessThan(1e-5 * scale);
  });
});

it("VGG-16 takes the memory of its largest layer, not of all", () => {
  const spec = networks["vgg16"]?.();
  if (spec === undefined) throw new Error("there is no vgg16");
  const options = { batch: 1, budget: Number.POSITIVE_INFINITY };
  const written = compile(spec, options).program.words * 4;
  const drawn =
    compile(spec, { ...options, drawn: (layer, slot) => drawOf(layer, slot, SEED) }).program.words *
    4;
  const largest = 25088 * 4096 * 4;
  expect(written).toBeGreaterThan(138_357_544 * 4);
  expect(drawn).toBeGreaterThan(largest);
  expect(drawn).toBeLessThan(1.05 * largest);
});

it("a normal distribution is refused by the layer's name, and so is training", () => {
  const net = sketch("normal", [1, 4, 4]);
  net.add("conv1", "conv2d", { out_channels: 2, kernel_size: 3, init: { kind: "he_normal" } });
  net.add("flatten", "flatten");
  const drawn: CompileOptions["drawn"] = (layer, slot) => drawOf(layer, slot, SEED);
  expect(() => compile(net.spec(), { batch: 1, drawn })).toThrow(
    /conv1: weights of a normal distribution/,
  );
  const training = { loss: "cross_entropy", optimiser: { kind: "sgd" } } as const;
  expect(() => compile(small(), { batch: 1, drawn, training })).toThrow(/are not trained/);
});
