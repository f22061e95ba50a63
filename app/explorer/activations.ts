/**
 * The lecture's activation functions as the engine computes them: value and slope at a point,
 * sampled curves, and what is said of each. Nothing is computed here that an op does not compute.
 */
import { word } from "../language/words";
import { check } from "../../engine/core/errors";
import type { Attributes, OpDefinition, Values } from "../../engine/core/op";
import { tensor, type Tensor } from "../../engine/core/tensor";
import { ops } from "../../engine/ops";

export const ACTIVATIONS = [
  "identity",
  "binary_step",
  "sigmoid",
  "tanh",
  "arctan",
  "relu",
  "leaky_relu",
  "prelu",
  "elu",
  "softplus",
] as const;
export type ActivationName = (typeof ACTIVATIONS)[number];

export interface About {
  readonly title: string;
  /** Equation and derivative in plain mathematical writing. */
  readonly equation: string;
  readonly derivative: string;
  readonly range: string;
  /** Where the derivative does not exist, and what the engine takes there. */
  readonly kink: string;
}

export const ABOUT: Readonly<Record<ActivationName, About>> = {
  identity: {
    title: "Identity",
    equation: "g(z) = z",
    derivative: "g′(z) = 1",
    range: "all numbers",
    kink: "",
  },
  binary_step: {
    title: "Binary step",
    equation: "g(z) = 0 for z < 0, 1 for z ≥ 0",
    derivative: "g′(z) = 0 for z ≠ 0",
    range: "0 or 1",
    kink: "At 0 it jumps, and there is no derivative; the engine takes 0. Since the slope is 0 everywhere else too, no gradient ever comes back.",
  },
  sigmoid: {
    title: "Logistic (sigmoid)",
    equation: "g(z) = 1 / (1 + e⁻ᶻ)",
    derivative: "g′(z) = g(z)·(1 − g(z))",
    range: "0 to 1",
    kink: "",
  },
  tanh: {
    title: "Tanh",
    equation: "g(z) = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)",
    derivative: "g′(z) = 1 − g(z)²",
    range: "−1 to 1",
    kink: "",
  },
  arctan: {
    title: "Arctan",
    equation: "g(z) = tan⁻¹(z)",
    derivative: "g′(z) = 1 / (z² + 1)",
    range: "−π/2 to π/2",
    kink: "",
  },
  relu: {
    title: "ReLU",
    equation: "g(z) = 0 for z < 0, z for z ≥ 0",
    derivative: "g′(z) = 0 for z < 0, 1 for z > 0",
    range: "0 and up",
    kink: "At 0 there is a kink: the slope is 0 on the left and 1 on the right. The engine, like PyTorch, takes 0 there.",
  },
  leaky_relu: {
    title: "Leaky ReLU",
    equation: "g(z) = 0.01·z for z < 0, z for z ≥ 0",
    derivative: "g′(z) = 0.01 for z < 0, 1 for z > 0",
    range: "all numbers",
    kink: "At 0 there is a kink. The engine, like PyTorch, takes the left slope there.",
  },
  prelu: {
    title: "Parametric ReLU",
    equation: "g(z) = α·z for z < 0, z for z ≥ 0",
    derivative: "g′(z) = α for z < 0, 1 for z > 0",
    range: "all numbers, for α > 0",
    kink: "At 0 there is a kink; the engine takes α there. α is learned like a weight.",
  },
  elu: {
    title: "ELU",
    equation: "g(z) = α·(eᶻ − 1) for z < 0, z for z ≥ 0",
    derivative: "g′(z) = g(z) + α for z < 0, 1 for z > 0",
    range: "−α and up",
    kink: "For α = 1 the two sides meet with the same slope; for any other α there is a kink at 0, where the engine, like PyTorch, takes α.",
  },
  softplus: {
    title: "SoftPlus",
    equation: "g(z) = ln(1 + eᶻ)",
    derivative: "g′(z) = 1 / (1 + e⁻ᶻ)",
    range: "above 0",
    kink: "",
  },
};

export interface Parameters {
  /** ELU's α and PReLU's slope. */
  readonly alpha: number;
}

/** In the middle of a sentence. */
export function wordOf(name: ActivationName): string {
  const words: Partial<Record<ActivationName, string>> = {
    binary_step: "binary step",
    sigmoid: "logistic",
    relu: "ReLU",
    leaky_relu: "leaky ReLU",
    prelu: "parametric ReLU",
    elu: "ELU",
  };
  return word(words[name] ?? name);
}

/** A parametric ReLU's slope before anything is learned, as in PyTorch. */
export const PRELU_SLOPE = 0.25;

/** α where nobody chose one, as in PyTorch. */
export function usualAlpha(name: ActivationName): number {
  return name === "prelu" ? PRELU_SLOPE : 1;
}

/** g and g′ at every `z`, as the engine's op gives them. */
export function evaluateAt(
  name: ActivationName,
  { alpha }: Parameters,
  z: readonly number[],
): { readonly value: readonly number[]; readonly slope: readonly number[] } {
  const op = opOf(name);
  const attributes = attributesOf(op, name, alpha);
  const x = tensor([1, z.length], Float64Array.from(z));
  const inputs: Values =
    name === "prelu" ? { x, slope: tensor([1], Float64Array.of(alpha)) } : { x };
  const computed = op.forward(inputs, attributes);
  const dy = tensor([1, z.length], new Float64Array(z.length).fill(1));
  const back = op.backward({ ...inputs, ...computed, dy }, attributes);
  return { value: numbers(computed["y"]), slope: numbers(back["dx"]) };
}

export interface Side {
  readonly value: number;
  readonly slope: number;
}

/** How near to a point its two sides are looked at, and what difference between them is one. */
const BESIDE = 1e-9;
const DIFFERENT = 1e-6;

/**
 * Value and slope just left and just right of z where they differ: at a kink or a jump there is no
 * derivative. Else null.
 */
export function sidesAt(
  name: ActivationName,
  parameters: Parameters,
  z: number,
): { readonly left: Side; readonly right: Side } | null {
  const { value, slope } = evaluateAt(name, parameters, [z - BESIDE, z + BESIDE]);
  const side = (at: number): Side => ({
    value: value[at] ?? Number.NaN,
    slope: slope[at] ?? Number.NaN,
  });
  const [left, right] = [side(0), side(1)];
  const differ =
    Math.abs(left.value - right.value) > DIFFERENT ||
    Math.abs(left.slope - right.slope) > DIFFERENT;
  return differ ? { left, right } : null;
}

/** Evenly spaced points of both curves. */
export function sampled(
  name: ActivationName,
  parameters: Parameters,
  low: number,
  high: number,
  count: number,
): readonly { readonly z: number; readonly value: number; readonly slope: number }[] {
  const z = Array.from({ length: count }, (_, at) => low + ((high - low) * at) / (count - 1));
  const { value, slope } = evaluateAt(name, parameters, z);
  return z.map((at, index) => ({
    z: at,
    value: value[index] ?? Number.NaN,
    slope: slope[index] ?? Number.NaN,
  }));
}

function opOf(name: string): OpDefinition {
  const found = ops[name];
  check(found !== undefined, "unknown-name", `there is no op called ${name}`);
  return found;
}

function attributesOf(op: OpDefinition, name: ActivationName, alpha: number): Attributes {
  return op.normalise(name === "elu" ? { alpha } : {});
}

function numbers(of: Tensor | undefined): readonly number[] {
  return of === undefined ? [] : [...of.data];
}
