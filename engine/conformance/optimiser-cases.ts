/** Optimiser cases: p₀ and a gradient for each step; expected are the parameters after each step and the last state. */
import { LabError } from "../core/errors";
import type { Attributes, RawAttributes } from "../core/op";
import { size } from "../core/shape";
import type { TensorId } from "../graph/program";
import { optimisers } from "../train/optimisers/index";
import type { Case, Settings } from "./cases";
import { Tape } from "./tape";
import { FIRST_STEP, inputOf, numberOf, onlyKnown, onlyKnownSettings, readOne, type Trial } from "./trial";

interface Known {
  readonly name: string;
  readonly settings: readonly string[];
  /** Slots that this case needs besides parameters and gradients, with PyTorch's name of each. */
  state(settings: Settings): Readonly<Record<string, string>>;
}

const adaptive = { settings: ["betas", "eps", "weight_decay"], state: () => ({ first: "exp_avg", second: "exp_avg_sq" }) };

const KNOWN: Readonly<Record<string, Known>> = {
  SGD: {
    name: "sgd",
    settings: ["momentum", "dampening", "nesterov", "weight_decay"],
    state: ({ momentum = 0 }): Record<string, string> => (momentum === 0 ? {} : { velocity: "momentum_buffer" }),
  },
  Adam: { name: "adam", ...adaptive },
  AdamW: { name: "adamw", ...adaptive },
  RMSprop: {
    name: "rmsprop",
    settings: ["alpha", "eps", "momentum", "centered", "weight_decay"],
    state: ({ momentum = 0, centered = false }) => ({
      square: "square_avg",
      ...(centered === true ? { mean: "grad_avg" } : {}),
      ...(momentum === 0 ? {} : { velocity: "momentum_buffer" }),
    }),
  },
};

export function prepareOptimiser(one: Case): Trial {
  const known = KNOWN[String(one.settings["optimizer"])];
  if (known === undefined) throw new LabError("unsupported", `the optimiser ${String(one.settings["optimizer"])} is not understood`);
  const settings = onlyKnownSettings(one, ["steps", "optimizer", "lr", ...known.settings]);
  onlyKnown("the input", one.inputs.keys(), ["p0", "grads"]);
  const start = inputOf(one, "p0");
  const gradients = inputOf(one, "grads").data;
  const count = size(start.shape);
  const steps = numberOf(settings, "steps", 0);
  const tape = new Tape();
  const tensors: Record<string, TensorId> = {
    parameters: tape.tensor("parameters", [count], "parameter"),
    gradients: tape.tensor("gradients", [count], "gradient"),
  };
  const state = known.state(settings);
  for (const slot of Object.keys(state)) tensors[slot] = tape.tensor(slot, [count], "state");
  const attributes = optimiserAttributes(known.name, settings);
  tape.call(known.name, "update", tensors, attributes);
  return {
    program: tape.program(one.id),
    async run(executable) {
      executable.write("parameters", start.data);
      for (const slot of Object.keys(state)) executable.write(slot, new Float32Array(count));
      const after = new Float32Array(steps * count);
      for (let step = 1; step <= steps; step++) {
        executable.write("gradients", gradients.slice((step - 1) * count, step * count));
        await executable.run("train", { ...FIRST_STEP, step, learningRate: numberOf(settings, "lr", 0), ...corrections(attributes, step) });
        after.set(await readOne(executable, "parameters"), (step - 1) * count);
      }
      const results = new Map<string, ArrayLike<number>>([["p_after", after]]);
      for (const [slot, theirs] of Object.entries(state)) results.set(`state:${theirs}`, await readOne(executable, slot));
      return results;
    },
  };
}

/** The optimiser's attributes with its defaults, from PyTorch's names. */
function optimiserAttributes(name: string, { betas, ...rest }: RawAttributes): Attributes {
  const given: Record<string, number | boolean> = {};
  const defaults = optimisers[name]?.defaults ?? {};
  for (const [key, value] of Object.entries(rest)) {
    if (key in defaults && (typeof value === "number" || typeof value === "boolean")) given[key] = value;
  }
  if (Array.isArray(betas)) Object.assign(given, { beta1: Number(betas[0]), beta2: Number(betas[1]) });
  return { ...defaults, ...given };
}

/** Adam's 1 − βᵗ; 1 for the others. */
function corrections({ beta1, beta2 }: Attributes, step: number): { correction1: number; correction2: number } {
  const correction = (beta: unknown): number => (typeof beta === "number" ? 1 - beta ** step : 1);
  return { correction1: correction(beta1), correction2: correction(beta2) };
}
