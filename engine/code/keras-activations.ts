/** `activation="…"` of Keras and the op that it is, read and written. A new op is one line. */
import type { Settings } from "./read/meaning";

/** Of two words for the same, the first is written. */
export const KERAS_ACTIVATIONS: Readonly<Record<string, Settings>> = {
  relu: { op: "relu" },
  sigmoid: { op: "sigmoid" },
  tanh: { op: "tanh" },
  softmax: { op: "softmax" },
  log_softmax: { op: "log_softmax" },
  softplus: { op: "softplus" },
  elu: { op: "elu", alpha: 1 },
  leaky_relu: { op: "leaky_relu", negative_slope: 0.2 },
  relu6: { op: "relu6" },
  gelu: { op: "gelu" },
  silu: { op: "silu" },
  swish: { op: "silu" },
  hard_sigmoid: { op: "hardsigmoid" },
  hard_silu: { op: "hardswish" },
  hard_swish: { op: "hardswish" },
};

/** The word for an op whose settings Keras does not ask for, or null. */
export function kerasWord(op: string): string | null {
  const found = Object.entries(KERAS_ACTIVATIONS).find(
    ([, settings]) => settings.op === op && Object.keys(settings).length === 1,
  );
  return found?.[0] ?? null;
}
