/**
 * First weights from a seed. Every tensor draws from a stream of its own, named after it, so that
 * adding a layer does not change what another layer gets.
 *
 *   fan_in = cells that one output reads, fan_out = outputs that one cell reaches (convolutions:
 * times the kernel's area)
 *   pytorch  U(±1/√fan_in), the bias too       xavier  U(±√(6/(fan_in+fan_out))) or N(0,
 * 2/(fan_in+fan_out))
 *   he       U(±√(6/fan_in)) or N(0, 2/fan_in), for relu
 *
 * All but "pytorch" start biases at 0. Batch norm starts as the identity, unless its scale is to be
 * zeros or a constant; a PReLU's slope starts at 0.25.
 * Source: torch.nn.init and the reset_parameters of torch.nn's layers; arXiv:1502.01852 (he),
 * Glorot & Bengio 2010 (xavier).
 */
import { check } from "../core/errors";
import { type Random, random } from "../core/random";
import { size, type Shape } from "../core/shape";
import type { LayerShape, NetworkShapes } from "../graph/shapes";
import type { InitialiserSpec } from "../graph/spec";

/** What these slots hold before anything is learned. */
const FIXED: Readonly<Record<string, number>> = {
  gamma: 1,
  beta: 0,
  slope: 0.25,
  running_mean: 0,
  running_var: 1,
};

/** Of a normalisation only its scale follows an initialiser, and only one that draws nothing. */
function fixedIn({ init }: LayerShape, slot: string): number | undefined {
  if (slot === "gamma" && init?.kind === "zeros") return 0;
  if (slot === "gamma" && init?.kind === "constant") return init.value;
  return FIXED[slot];
}

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

function initialTensor(
  layer: LayerShape,
  slot: string,
  shape: Shape,
  source: Random,
): Float32Array {
  const data = new Float32Array(size(shape));
  const fixed = fixedIn(layer, slot);
  if (fixed !== undefined) return data.fill(fixed);
  const init = layer.init ?? { kind: "pytorch" };
  const draw =
    slot === "b" && init.kind !== "pytorch" ? () => 0 : sampler(init, fans(layer), source);
  for (let at = 0; at < data.length; at++) data[at] = draw();
  return data;
}

/**
 * The same for a device that draws by itself: attributes of the call "draw" that makes this tensor,
 * to the last bit but one what `initialWeights` gives. Throws "unsupported" for a normal
 * distribution, whose logarithms differ from device to device.
 */
export function drawOf(
  layer: LayerShape,
  slot: string,
  seed: number,
): { stream: number; centre: number; half: number } {
  const stream = random(seed).split("weights").split(`${layer.name}.${slot}`).start;
  const fixed = fixedIn(layer, slot);
  if (fixed !== undefined) return { stream, centre: fixed, half: 0 };
  const init = layer.init ?? { kind: "pytorch" };
  if (slot === "b" && init.kind !== "pytorch") return { stream, centre: 0, half: 0 };
  const range = rangeOf(init, fans(layer));
  check(
    range !== null,
    "unsupported",
    `${layer.name}: weights of a normal distribution are not drawn on the device`,
  );
  return {
    stream,
    centre: Math.fround((range.low + range.high) / 2),
    half: Math.fround((range.high - range.low) / 2),
  };
}

/** fan_in and fan_out of a layer's weight; its bias counts with the weight's. */
function fans(layer: LayerShape): Fans {
  const [out = 1, depth = 1, ...kernel] = layer.parameters["w"] ?? [];
  return { in: Math.max(1, depth * size(kernel)), out: out * size(kernel) };
}

interface Fans {
  readonly in: number;
  readonly out: number;
}

function sampler(init: InitialiserSpec, fan: Fans, source: Random): () => number {
  const range = rangeOf(init, fan);
  if (range !== null) return () => range.low + (range.high - range.low) * source.uniform();
  const { mean, std } = normalOf(init, fan);
  return () => mean + std * source.normal();
}

/** Between which numbers the weights lie evenly; null for a normal distribution. */
function rangeOf(
  init: InitialiserSpec,
  fan: Fans,
): { readonly low: number; readonly high: number } | null {
  const even = (bound: number) => ({ low: -bound, high: bound });
  switch (init.kind) {
    case "zeros":
      return even(0);
    case "constant":
      return { low: init.value, high: init.value };
    case "uniform":
      return { low: init.low, high: init.high };
    case "pytorch":
      return even(1 / Math.sqrt(fan.in));
    case "xavier_uniform":
      return even(Math.sqrt(6 / (fan.in + fan.out)));
    case "he_uniform":
      return even(Math.sqrt(6 / fan.in));
    default:
      return null;
  }
}

function normalOf(
  init: InitialiserSpec,
  fan: Fans,
): { readonly mean: number; readonly std: number } {
  if (init.kind === "normal") return { mean: init.mean, std: init.std };
  return {
    mean: 0,
    std: Math.sqrt(init.kind === "xavier_normal" ? 2 / (fan.in + fan.out) : 2 / fan.in),
  };
}
