/**
 * What a deep stack of one activation does to numbers, by the engine's own ops: 48 inputs of 24
 * features, standard normal, through `depth` layers h ← g(W h), and a standard normal gradient back
 * down. Small enough to answer within a frame or two; the same seed gives the same weights whatever
 * the depth, so that one thing changes at a time.
 */
import type { Attributes, OpDefinition, Values } from "../../../engine/core/op";
import { random, type Random } from "../../../engine/core/random";
import { tensor, type Tensor } from "../../../engine/core/tensor";
import { type ActivationName, attributesOf, opOf } from "../activation/functions";

export const BATCH = 48;
export const WIDTH = 24;

export const INITS = ["xavier", "he", "standard"] as const;
type Init = (typeof INITS)[number];

export interface StackSettings {
  readonly activation: ActivationName;
  readonly depth: number;
  readonly init: Init;
  /** Multiplies every weight. */
  readonly scale: number;
  readonly seed: number;
}

/** Layer 0 is the input. */
export interface LayerReport {
  readonly values: Float64Array;
  readonly mean: number;
  readonly std: number;
  /**
   * How far a unit's number moves from one input to the next: the root mean square, over units, of
   * its standard deviation.
   */
  readonly moves: number;
  /** Share of units that give 0 for every input of the batch. */
  readonly dead: number;
  /**
   * Share of cells where the slope is under 0.05: a gradient hardly passes. Absent for the input.
   */
  readonly saturated: number;
  /** Root mean square of the gradient that arrives at this layer's output. */
  readonly gradient: number;
}

const known = new Map<string, readonly LayerReport[]>();
const KEPT = 24;

export function runStack(settings: StackSettings): readonly LayerReport[] {
  const key = JSON.stringify([
    settings.activation,
    settings.depth,
    settings.init,
    settings.scale,
    settings.seed,
  ]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const reports = compute(settings);
  known.set(key, reports);
  const oldest = known.keys().next();
  if (known.size > KEPT && oldest.done !== true) known.delete(oldest.value);
  return reports;
}

interface Layer {
  readonly sumInputs: Values;
  readonly activationValues: Values;
  readonly slopes: Tensor;
}

function compute(settings: StackSettings): readonly LayerReport[] {
  const linear = opOf("linear");
  const shape = linear.normalise({ out_features: WIDTH, bias: false });
  const act = opOf(settings.activation);
  const attributes = attributesOf(act, settings.activation, 1);
  const source = random(settings.seed);
  const input = normal([BATCH, WIDTH], 1, source.split("input"));
  const layers = forward(settings, input, { linear, shape, act, attributes }, source);
  const gradients = backward(layers, { linear, shape, act, attributes }, source);
  const outputs = [input, ...layers.map(({ activationValues }) => activationValues["y"] ?? input)];
  return outputs.map((output, at) => report(output, layers[at - 1]?.slopes, gradients[at] ?? 0));
}

interface Machinery {
  readonly linear: OpDefinition;
  readonly shape: Attributes;
  readonly act: OpDefinition;
  readonly attributes: Attributes;
}

function forward(
  settings: StackSettings,
  input: Tensor,
  { linear, shape, act, attributes }: Machinery,
  source: Random,
): Layer[] {
  const ones = tensor([BATCH, WIDTH], new Float64Array(BATCH * WIDTH).fill(1));
  const layers: Layer[] = [];
  let x = input;
  for (let at = 0; at < settings.depth; at++) {
    const sumInputs: Values = {
      x,
      w: normal([WIDTH, WIDTH], weightStd(settings), source.split(`layer ${at}`)),
    };
    const z = linear.forward(sumInputs, shape)["y"] ?? x;
    const given: Values =
      settings.activation === "prelu"
        ? { x: z, slope: tensor([1], Float64Array.of(0.25)) }
        : { x: z };
    const y = act.forward(given, attributes)["y"] ?? z;
    const activationValues = { ...given, y };
    layers.push({
      sumInputs,
      activationValues,
      slopes: act.backward({ ...activationValues, dy: ones }, attributes)["dx"] ?? z,
    });
    x = y;
  }
  return layers;
}

/** Root mean square of the gradient at every layer's output, input first. */
function backward(
  layers: readonly Layer[],
  { linear, shape, act, attributes }: Machinery,
  source: Random,
): number[] {
  let dy: Tensor = normal([BATCH, WIDTH], 1, source.split("gradient"));
  const sizes = [rms(dy)];
  for (const { sumInputs, activationValues } of layers.toReversed()) {
    const dz = act.backward({ ...activationValues, dy }, attributes)["dx"] ?? dy;
    dy = linear.backward({ ...sumInputs, y: dz, dy: dz }, shape)["dx"] ?? dz;
    sizes.unshift(rms(dy));
  }
  return sizes;
}

function weightStd({ init, scale }: StackSettings): number {
  const base = { xavier: Math.sqrt(1 / WIDTH), he: Math.sqrt(2 / WIDTH), standard: 1 }[init];
  return base * scale;
}

function report({ data }: Tensor, slopes: Tensor | undefined, gradient: number): LayerReport {
  const values = Float64Array.from(data);
  const mean = meanOf(values);
  const units = Array.from({ length: WIDTH }, (_, unit) =>
    Array.from({ length: BATCH }, (__, row) => values[row * WIDTH + unit] ?? 0),
  );
  const dead = units.filter((unit) => unit.every((value) => value === 0)).length / WIDTH;
  const flat =
    slopes === undefined
      ? 0
      : [...slopes.data].filter((slope) => Math.abs(slope) < 0.05).length / slopes.data.length;
  const moves = Math.sqrt(units.reduce((sum, unit) => sum + deviation(unit) ** 2, 0) / WIDTH);
  return { values, mean, std: deviation(values), moves, dead, saturated: flat, gradient };
}

function meanOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: ArrayLike<number>): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(Array.from(values, (value) => (value - mean) ** 2)));
}

function normal(shape: readonly number[], std: number, source: Random): Tensor<Float64Array> {
  return tensor(
    shape,
    Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => std * source.normal()),
  );
}

function rms({ data }: Tensor): number {
  let sum = 0;
  for (const value of data) sum += value * value;
  return Math.sqrt(sum / data.length);
}
