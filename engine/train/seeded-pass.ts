/**
 * One example through a network of any size, in use, with the weights of a seed or of a file. Those
 * of a seed are drawn on the device, each layer's just before it computes, so that they need not
 * fit all at once; outputs of all layers are kept and can be read. On the page the same weights are
 * computed cell by cell (`seededTensor`).
 *
 * Weights lie evenly between ±√(6/n) (He et al., 2015), n inputs of a number, so that numbers stay
 * of one size through layers of ReLU; biases are 0; batch normalisation has mean 0 and variance 1.
 */
import type { Backend, Executable } from "../backends/backend";
import { drawAt } from "../core/random";
import { size } from "../core/shape";
import type { Tensor } from "../core/tensor";
import { compile } from "../graph/compile";
import { activeLayers } from "../graph/forward";
import { type LayerShape, networkShapes, type NetworkShapes } from "../graph/shapes";
import type { NetworkSpec } from "../graph/spec";
import { drawOf } from "./initialisers";
import type { Weights } from "./weights";

const BUDGET = 2 ** 31;
/** Larger tensors are computed where they are looked at, not whole. */
const MOST_WHOLE = 2 ** 22;

/** The network with the initialiser of a seeded pass on every layer. */
export function seeded(spec: NetworkSpec): NetworkSpec {
  return {
    ...spec,
    layers: spec.layers.map((layer) => ({ ...layer, init: { kind: "he_uniform" } })),
  };
}

/** Layers whose outputs a pass computes: auxiliary heads are not in use. */
export function passLayers(network: NetworkShapes): readonly LayerShape[] {
  return activeLayers(network, [network.output.name]);
}

/** Bytes that a pass with drawn weights allocates on its device. Throws LabError "budget". */
export function passBytes(spec: NetworkSpec): number {
  return programOf(spec, 1).words * 4;
}

/** `seed`: of the weights; null: they will be written. */
function programOf(spec: NetworkSpec, seed: number | null) {
  const own = seeded(spec);
  return compile(own, {
    batch: 1,
    fuse: false,
    budget: BUDGET,
    ...(seed === null ? {} : { drawn: (layer, slot) => drawOf(layer, slot, seed) }),
    keep: passLayers(networkShapes(own)).map(({ name }) => `${name}.y`),
  }).program;
}

/** Weights of a seed, or these. Rejects with LabError "budget", "unsupported" or "lost". */
export async function openPass(
  backend: Backend,
  spec: NetworkSpec,
  weights: number | Weights,
): Promise<Executable> {
  if (typeof weights === "number") return backend.compile(programOf(spec, weights));
  const program = programOf(spec, null);
  const pass = await backend.compile(program);
  for (const { name } of program.tensors) {
    const data = weights.get(name);
    if (data !== undefined) pass.write(name, data);
  }
  return pass;
}

/** `input`: one example, row-major. `done` of `of` pieces of work are handed to the device. */
export async function runPass(
  pass: Executable,
  input: Float32Array,
  progress?: (done: number, of: number) => void,
): Promise<void> {
  pass.write("input", input);
  const scalars = { step: 1, learningRate: 0, correction1: 1, correction2: 1, seed: 0 };
  await pass.run("forward", scalars, progress);
}

/**
 * A weight, bias or running statistic of a layer of `seeded(spec)`, as a pass draws it, to the last
 * bit but one. A large one is computed cell by cell when it is read: only its numbers at single
 * places and its length can be asked for.
 */
export function seededTensor(layer: LayerShape, slot: string, seed: number): Tensor {
  const shape = { ...layer.parameters, ...layer.buffers }[slot] ?? [];
  const { stream, centre, half } = drawOf(layer, slot, seed);
  const valueAt = (at: number): number =>
    Math.fround(centre + half * ((drawAt(stream, at) >>> 8) / 2 ** 23 - 1));
  const count = size(shape);
  if (count <= MOST_WHOLE)
    return { shape, data: Float32Array.from({ length: count }, (_, at) => valueAt(at)) };
  const data = new Proxy(new Float32Array(0), {
    get(target, key) {
      if (key === "length") return count;
      if (typeof key === "string" && /^\d+$/.test(key)) return valueAt(Number(key));
      return Reflect.get(target, key);
    },
  });
  return { shape, data };
}
