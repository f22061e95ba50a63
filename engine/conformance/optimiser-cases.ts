/**
 * Optimiser cases: p₀ and a gradient for each step; expected are the parameters after each step and
 * the last state.
 */
import { LabError } from "../core/errors";
import { size } from "../core/shape";
import type { TensorId } from "../graph/program";
import { settingsOf } from "../graph/update";
import type { OptimiserSpec } from "../train/recipe";
import type { Case, Settings } from "./cases";
import { Tape } from "./tape";
import {
  FIRST_STEP,
  inputOf,
  numberOf,
  onlyKnown,
  onlyKnownSettings,
  readOne,
  type Trial,
} from "./trial";

interface Known {
  readonly name: OptimiserSpec["kind"];
  readonly settings: readonly string[];
  /** Slots that this case needs besides parameters and gradients, with PyTorch's name of each. */
  state(settings: Settings): Readonly<Record<string, string>>;
}

/** Everything that any of them may be told, besides the learning rate. */
export const OPTIMISER_SETTINGS = [
  "momentum",
  "dampening",
  "nesterov",
  "weight_decay",
  "betas",
  "eps",
  "alpha",
  "centered",
  "amsgrad",
];

const adaptive = {
  settings: ["betas", "eps", "weight_decay", "amsgrad"],
  state: ({ amsgrad = false }: Settings) => ({
    first: "exp_avg",
    second: "exp_avg_sq",
    ...(amsgrad === true ? { largest: "max_exp_avg_sq" } : {}),
  }),
};

const KNOWN: Readonly<Record<string, Known>> = {
  SGD: {
    name: "sgd",
    settings: ["momentum", "dampening", "nesterov", "weight_decay"],
    state: ({ momentum = 0 }): Record<string, string> =>
      momentum === 0 ? {} : { velocity: "momentum_buffer" },
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
  const kind = String(one.settings["optimizer"]);
  const known = KNOWN[kind];
  if (known === undefined)
    throw new LabError("unsupported", `the optimiser ${kind} is not understood`);
  const settings = onlyKnownSettings(one, ["steps", "optimizer", "lr", ...known.settings]);
  onlyKnown("the input", one.inputs.keys(), ["p0", "grads"]);
  const start = inputOf(one, "p0");
  const gradients = inputOf(one, "grads").data;
  const count = size(start.shape);
  const [steps, learningRate] = [numberOf(settings, "steps", 0), numberOf(settings, "lr", 0)];
  const tape = new Tape();
  const tensors: Record<string, TensorId> = {
    parameters: tape.tensor("parameters", [count], "parameter"),
    gradients: tape.tensor("gradients", [count], "gradient"),
  };
  const state = known.state(settings);
  for (const slot of Object.keys(state)) tensors[slot] = tape.tensor(slot, [count], "state");
  tape.call(known.name, "update", tensors, settingsOf(optimiserSpec(settings)));
  return {
    program: tape.program(one.id),
    async run(executable) {
      executable.write("parameters", start.data);
      for (const slot of Object.keys(state)) executable.write(slot, new Float32Array(count));
      const after = new Float32Array(steps * count);
      for (let step = 1; step <= steps; step++) {
        executable.write("gradients", gradients.slice((step - 1) * count, step * count));
        const scalars = { ...FIRST_STEP, step, learningRate, ...corrections(settings, step) };
        await executable.run("train", scalars);
        after.set(await readOne(executable, "parameters"), (step - 1) * count);
      }
      const results = new Map<string, ArrayLike<number>>([["p_after", after]]);
      for (const [slot, theirs] of Object.entries(state))
        results.set(`state:${theirs}`, await readOne(executable, slot));
      return results;
    },
  };
}

/** Settings that are no single number. */
const APART: ReadonlySet<string> = new Set(["betas", "nesterov", "centered", "amsgrad"]);

/** PyTorch's settings of an optimiser as ours. */
export function optimiserSpec(settings: Settings): OptimiserSpec {
  const { optimizer, ...rest } = settings;
  const kind = KNOWN[String(optimizer)]?.name;
  const given = Object.fromEntries(
    OPTIMISER_SETTINGS.filter((name) => !APART.has(name) && rest[name] !== undefined).map(
      (name) => [name, Number(rest[name])],
    ),
  );
  const flags = {
    amsgrad: rest["amsgrad"] === true,
    nesterov: rest["nesterov"] === true,
    centered: rest["centered"] === true,
  };
  const pair = betasOf(settings);
  switch (kind) {
    case "sgd":
      return { kind, ...given, nesterov: flags.nesterov };
    case "adam":
    case "adamw":
      return { kind, ...given, betas: pair, amsgrad: flags.amsgrad };
    case "rmsprop":
      return { kind, ...given, centered: flags.centered };
    default:
      throw new LabError("unsupported", `the optimiser ${String(optimizer)} is not understood`);
  }
}

function betasOf({ betas }: Settings): readonly [number, number] {
  return Array.isArray(betas) ? [Number(betas[0]), Number(betas[1])] : [0.9, 0.999];
}

/** Adam's 1 − βᵗ; 1 for the others. */
export function corrections(
  settings: Settings,
  step: number,
): { readonly correction1: number; readonly correction2: number } {
  if (!String(settings["optimizer"]).startsWith("Adam")) return { correction1: 1, correction2: 1 };
  const [beta1, beta2] = betasOf(settings);
  return { correction1: 1 - beta1 ** step, correction2: 1 - beta2 ** step };
}
