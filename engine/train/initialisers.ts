/**
 * First weights from a seed. Every tensor draws from a stream of its own, named after it, so that adding a layer does not
 * change what another layer gets.
 *
 *   fan_in = cells that one output reads, fan_out = outputs that one cell reaches (convolutions: times the kernel's area)
 *   pytorch  U(±1/√fan_in), the bias too       xavier  U(±√(6/(fan_in+fan_out))) or N(0, 2/(fan_in+fan_out))
 *   he       U(±√(6/fan_in)) or N(0, 2/fan_in), for relu
 *
 * All but "pytorch" start biases at 0. Batch norm starts as the identity; a PReLU's slope at 0.25.
 * Source: torch.nn.init and the reset_parameters of torch.nn's layers; arXiv:1502.01852 (he), Glorot & Bengio 2010 (xavier).
 */
import { type Random, random } from "../core/random";
import { size, type Shape } from "../core/shape";
import type { LayerShape, NetworkShapes } from "../graph/shapes";
import type { InitialiserSpec } from "../graph/spec";

/** What these slots hold before anything is learned. */
const FIXED: Readonly<Record<string, number>> = { gamma: 1, beta: 0, slope: 0.25, running_mean: 0, running_var: 1 };

/** Parameters and running statistics by tensor name ("conv1.w"). */
export function initialWeights(network: NetworkShapes, seed: number): Map<string, Float32Array> {
  const source = random(seed).split("weights");
  const result = new Map<string, Float32Array>();
  for (const layer of network.layers) {
    for (const [slot, shape] of Object.entries({ ...layer.parameters, ...layer.buffers })) {
      const name = `${layer.name}.${slot}`;
      result.set(name, initialTensor(layer, slot, shape, source.split(name)));
    }
  }
  return result;
}

function initialTensor(layer: LayerShape, slot: string, shape: Shape, source: Random): Float32Array {
  const data = new Float32Array(size(shape));
  const fixed = FIXED[slot];
  if (fixed !== undefined) return data.fill(fixed);
  const init = layer.init ?? { kind: "pytorch" };
  const bias = slot === "b";
  const draw = bias && init.kind !== "pytorch" ? () => 0 : sampler(init, fans(layer), source);
  for (let at = 0; at < data.length; at++) data[at] = draw();
  return data;
}

/** fan_in and fan_out of a layer's weight; its bias counts with the weight's. */
function fans(layer: LayerShape): { in: number; out: number } {
  const [out = 1, depth = 1, ...kernel] = layer.parameters["w"] ?? [];
  return { in: Math.max(1, depth * size(kernel)), out: out * size(kernel) };
}

function sampler(init: InitialiserSpec, fan: { in: number; out: number }, source: Random): () => number {
  const uniform = (low: number, high: number) => () => low + (high - low) * source.uniform();
  const normal = (mean: number, std: number) => () => mean + std * source.normal();
  const even = (bound: number) => uniform(-bound, bound);
  switch (init.kind) {
    case "zeros":
      return () => 0;
    case "constant":
      return () => init.value;
    case "normal":
      return normal(init.mean, init.std);
    case "uniform":
      return uniform(init.low, init.high);
    case "pytorch":
      return even(1 / Math.sqrt(fan.in));
    case "xavier_uniform":
      return even(Math.sqrt(6 / (fan.in + fan.out)));
    case "xavier_normal":
      return normal(0, Math.sqrt(2 / (fan.in + fan.out)));
    case "he_uniform":
      return even(Math.sqrt(6 / fan.in));
    case "he_normal":
      return normal(0, Math.sqrt(2 / fan.in));
    default:
      init satisfies never;
      return () => 0;
  }
}
