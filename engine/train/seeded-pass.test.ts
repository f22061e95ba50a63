/**
 * A pass with weights drawn on the device: each kept number is what its explanation gives with the
 * weights that the page computes; large weights are computed only where they are read.
 */
import { expect, test } from "vitest";
import { createWasm } from "../backends/wasm/index";
import { evaluate } from "../core/expression";
import { tensor } from "../core/tensor";
import { deviceNumbers } from "../explain/device";
import { explain } from "../explain/explain";
import { layerOf, splitName } from "../explain/numbers";
import { networks } from "../graph/networks";
import { layerNamed, networkShapes } from "../graph/shapes";
import { initialWeights } from "./initialisers";
import { openPass, passBytes, passLayers, runPass, seeded, seededTensor } from "./seeded-pass";

const SEED = 5;

function named(name: string) {
  const spec = networks[name]?.();
  if (spec === undefined) throw new Error(`there is no ${name}`);
  return { spec, network: networkShapes(seeded(spec)) };
}

test("weights computed on the page are those of the seed, large ones too", () => {
  const { network } = named("lenet5");
  for (const [name, data] of initialWeights(network, SEED)) {
    const [owner, slot] = splitName(network, name);
    const own = seededTensor(layerOf(network, owner), slot, SEED).data;
    expect(own.length).toBe(data.length);
    for (const at of [0, 1, data.length - 1]) expect(own[at]).toBeCloseTo(data[at] ?? 9, 6);
  }
  const { network: vgg } = named("vgg16");
  const layer = layerOf(vgg, "classifier.0");
  const large = seededTensor(layer, "w", SEED);
  expect(large.data.length).toBe(102_760_448);
  const bound = Math.sqrt(6 / 25_088);
  for (const at of [0, 12_345_678, 102_760_447]) {
    expect(Math.abs(large.data[at] ?? 9)).toBeLessThanOrEqual(bound);
    expect(large.data[at]).not.toBe(large.data[at - 1]);
  }
});

test("numbers of LeNet-5, AlexNet and GoogLeNet are what their explanations give", async () => {
  const backend = await createWasm({ threads: 1 });
  for (const name of ["lenet5", "alexnet_two_tower", "googlenet_paper_aux"]) {
    const { spec, network } = named(name);
    const pass = await openPass(backend, spec, SEED);
    const [channels = 1, height = 1, width = 1] = spec.input;
    const input = Float32Array.from({ length: channels * height * width }, (_, at) =>
      Math.sin(at / 7),
    );
    const heard: number[] = [];
    await runPass(pass, input, (done, of) => heard.push(done / of));
    expect(heard.at(-1)).toBe(1);
    expect(heard.toSorted((one, other) => one - other)).toEqual(heard);
    const computed = passLayers(network);
    const read = await pass.read(computed.map((layer) => `${layer.name}.y`));
    const numbers = deviceNumbers({
      network,
      tensors: {
        input: tensor([1, ...spec.input], input),
        ...Object.fromEntries(
          computed.flatMap((layer) => [
            ...[...Object.keys(layer.parameters), ...Object.keys(layer.buffers)].map((slot) => [
              `${layer.name}.${slot}`,
              seededTensor(layer, slot, SEED),
            ]),
            [
              `${layer.name}.y`,
              tensor([1, ...layer.shape], read.get(`${layer.name}.y`) ?? new Float32Array(0)),
            ],
          ]),
        ),
      },
      provenance: { kind: "device", backend: "wasm", description: "", run: "pass", step: 1 },
    });
    for (const layer of computed) {
      const place = layer.shape.map((extent) => Math.floor(extent / 2));
      const { expression, value } = explain(numbers, `${layer.name}.y`, [0, ...place]);
      expect(Math.abs(evaluate(expression) - value), `${name} ${layer.name}`).toBeLessThan(
        1e-4 * (1 + Math.abs(value)),
      );
    }
    pass.free();
  }
  backend.dispose();
});

test("heads that are not in use are not computed, and the memory is known before", () => {
  const { spec, network } = named("googlenet_paper_aux");
  const names = passLayers(network).map((layer) => layer.name);
  expect(layerNamed(network, "aux1.fc1")).toBeDefined();
  expect(names).not.toContain("aux1.fc1");
  expect(names).toContain("fc");
  expect(passBytes(spec)).toBeLessThan(100e6);
});

test("without trained statistics the numbers of a residual net grow with its blocks, on five seeds", async () => {
  const backend = await createWasm({ threads: 1 });
  const largest = async (name: string, seed: number): Promise<number> => {
    const { spec, network } = named(name);
    const pass = await openPass(backend, spec, seed);
    const input = Float32Array.from({ length: 3 * 224 * 224 }, (_, at) => Math.sin(at / 7));
    await runPass(pass, input);
    const output = (await pass.read([`${network.output.name}.y`])).get(`${network.output.name}.y`);
    pass.free();
    return Math.max(...(output ?? []).map(Math.abs));
  };
  for (const seed of [1, 2, 3, 4, 5])
    expect(await largest("resnet50", seed)).toBeGreaterThan(3 * (await largest("resnet18", seed)));
  backend.dispose();
});
