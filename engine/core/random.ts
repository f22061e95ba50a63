/**
 * The only source of randomness: seeded, splittable, the same on every machine.
 *
 * Generator: PCG32-style output of splitmix32 state; streams are made by name, so that adding a
 * layer does not change the numbers another layer gets. `Math.random` is banned everywhere else.
 */
export interface Random {
  /** What `drawAt` wants to know of this stream. */
  readonly start: number;
  /** Uniform integer in 0 … 2³²−1. */
  next(): number;
  /** Uniform in [0, 1), 24 bits: exact in f32. */
  uniform(): number;
  /** Standard normal (Box–Muller). */
  normal(): number;
  /** Uniform integer in 0 … bound−1, without modulo bias. */
  below(bound: number): number;
  /** An independent stream named `name`. */
  split(name: string): Random;
}

export function random(seed: number): Random {
  return stream(mix(seed >>> 0));
}

function stream(start: number): Random {
  let state = start >>> 0;
  let spare: number | null = null;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state);
  };
  const uniform = (): number => (next() >>> 8) / 0x1000000;
  return {
    start: start >>> 0,
    next,
    uniform,
    normal() {
      if (spare !== null) {
        const kept = spare;
        spare = null;
        return kept;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    below(bound) {
      const limit = Math.floor(0x100000000 / bound) * bound;
      let drawn = next();
      while (drawn >= limit) drawn = next();
      return drawn % bound;
    },
    split: (name) => stream(mix(start ^ hash(name))),
  };
}

/**
 * What the stream that starts at `start` draws after `at` others, in one step: kernels draw all
 * cells of a tensor at once.
 */
export function drawAt(start: number, at: number): number {
  return mix((start + Math.imul(at + 1, 0x9e3779b9)) >>> 0);
}

/** A permutation of 0 … count−1 (Fisher–Yates). */
export function permutation(count: number, from: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let last = count - 1; last > 0; last--) {
    const pick = from.below(last + 1);
    const kept = order[last] ?? 0;
    order[last] = order[pick] ?? 0;
    order[pick] = kept;
  }
  return order;
}

function mix(value: number): number {
  let z = value >>> 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++)
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
