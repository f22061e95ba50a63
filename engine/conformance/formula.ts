/**
 * Weights and pictures that follow from a formula, so that a whole network can be compared without
 * a file of weights. Every number is computed in double precision from integer arithmetic and plain
 * sums and products, then rounded to single precision: the same bits on every machine.
 *
 * Cell i of the tensor called `name` is u(name, i), in [-1, 1). Weights are scaled as their kind
 * needs (`filledTensor`); a picture is two waves made of parabolas plus noise (`picture`).
 */
import { LabError } from "../core/errors";
import { size, type Shape } from "../core/shape";

/** The mixing steps at the end of MurmurHash3: a 32-bit integer to another. */
function fmix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** FNV-1a of the name's characters, which are ASCII. */
export function fnv1a(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++)
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}

/** The numbers of the tensor called `name`, cell by cell, in [-1, 1). */
export function noise(name: string): (cell: number) => number {
  const hash = fnv1a(name);
  return (cell) => fmix(fmix(cell) ^ hash) / 2147483648 - 1;
}

/** What one cell of each kind of tensor is, from u in [-1, 1) and the fan-in. */
const VALUES: Readonly<Record<string, (u: number, fanIn: number) => number>> = {
  w: (u, fanIn) => u * Math.sqrt(6 / fanIn),
  b: (u) => 0.01 * u,
  gamma: (u) => 1 + 0.1 * u,
  beta: (u) => 0.1 * u,
  running_mean: (u) => 0.1 * u,
  running_var: (u) => 1 + 0.5 * Math.abs(u),
};

/** PyTorch's names of our slots, where they differ. */
const TORCH_SLOTS: Readonly<Record<string, string>> = {
  w: "weight",
  b: "bias",
  gamma: "weight",
  beta: "bias",
};

/**
 * The tensor of one slot of one layer. `prefix` stands before the layer's name in the formula.
 * Throws "unsupported" for a slot that the formula does not fill.
 */
export function filledTensor(
  prefix: string,
  layer: string,
  slot: string,
  shape: Shape,
): Float32Array {
  const value = VALUES[slot];
  if (value === undefined)
    throw new LabError("unsupported", `the formula has no numbers for ${layer}.${slot}`);
  const u = noise(`${prefix}/${layer}.${TORCH_SLOTS[slot] ?? slot}`);
  const fanIn = size(shape) / (shape[0] ?? 1);
  const result = new Float32Array(size(shape));
  for (let cell = 0; cell < result.length; cell++) result[cell] = value(u(cell), fanIn);
  return result;
}

/** The picture [N, C, H, W] called `name`. */
export function picture(name: string, shape: Shape, scale: number): Float32Array {
  const [examples = 1, channels = 1, rows = 1, columns = 1] = shape;
  const [phase, grain] = [noise(`${name}/phase`), noise(name)];
  const result = new Float32Array(size(shape));
  let cell = 0;
  for (let q = 0; q < examples * channels; q++) {
    const [first, second] = [phase(2 * q), phase(2 * q + 1)];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++, cell++) {
        const t1 = ((1 + (q % 3)) * i) / rows + ((2 + (q % 2)) * j) / columns + first;
        const t2 = ((5 + (q % 4)) * j) / columns - (3 * i) / rows + second;
        result[cell] = scale * (0.9 * wave(t1) + 0.5 * wave(t2) + 0.1 * grain(cell));
      }
    }
  }
  return result;
}

/** Nearly a sine with the period 1, made of two parabolas. */
function wave(t: number): number {
  const f = t - Math.floor(t);
  return f < 0.5 ? 16 * f * (0.5 - f) : -16 * (f - 0.5) * (1 - f);
}
