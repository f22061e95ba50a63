/**
 * The same activation, stacked 1 to 50 layers deep: what it does to a distribution going up and to
 * a gradient coming back.
 */
import { stackScript } from "../../../engine/code/write/scripts/activation";
import { tensor } from "../../../engine/core/tensor";
import { ACTIVATIONS } from "../activation/functions";
import { finite, inRange, isRecord, oneOf } from "../untrusted";
import type { WidgetDefinition } from "../widget";
import { BATCH, INITS, runStack, type StackSettings, WIDTH } from "./stack";

export interface StackState extends StackSettings {
  /** The layer under the cursor; 0 is the input. The time line walks through them. */
  readonly layer: number;
}

export const DEEPEST = 50;
const START: StackState = {
  activation: "sigmoid",
  depth: 10,
  init: "xavier",
  scale: 1,
  seed: 1,
  layer: 0,
};

export const activationStack: WidgetDefinition<StackState> = {
  name: "activation-stack",
  title: "One activation, many layers",
  summary:
    "What 1 to 50 layers of one activation do to the distribution of numbers going forward and to a gradient coming back.",
  properties: {
    activation: {
      type: "choice",
      options: ACTIVATIONS,
      default: START.activation,
      description: "The activation of every layer.",
    },
    depth: {
      type: "integer",
      min: 1,
      max: DEEPEST,
      default: START.depth,
      description: "Number of layers.",
    },
    init: {
      type: "choice",
      options: INITS,
      default: START.init,
      description: "Size of the random weights: std √(2/(n+n′)) (xavier), √(2/n) (he), or 1.",
    },
    scale: {
      type: "number",
      min: 0,
      max: 10,
      default: START.scale,
      description: "Multiplies every weight.",
    },
    seed: {
      type: "integer",
      min: 0,
      max: 9999,
      default: START.seed,
      description: "Seed of inputs and weights.",
    },
    layer: {
      type: "integer",
      min: 0,
      max: DEEPEST,
      default: START.layer,
      description: "The layer it opens at.",
    },
  },
  kernels: ["linear"],
  controls: ["activation", "depth", "init", "scale", "seed"],
  unit: "layer",
  place: ({ layer }) => (layer === 0 ? "input" : `layer ${layer}`),
  initial: (properties) => restore(properties, START),
  restore,
  steps: ({ depth }) => depth,
  step: ({ layer }) => layer,
  seek: (state, step) => ({
    ...state,
    layer: Math.max(0, Math.min(state.depth, Math.round(step))),
  }),
  values(state) {
    const reports = runStack(state);
    const each = (pick: (report: (typeof reports)[number]) => number) =>
      tensor([reports.length], Float64Array.from(reports, pick));
    return {
      mean: each(({ mean }) => mean),
      std: each(({ std }) => std),
      dead: each(({ dead }) => dead),
      saturated: each(({ saturated }) => saturated),
      gradient: each(({ gradient }) => gradient),
    };
  },
  describe(state) {
    const reports = runStack(state);
    const last = reports.at(-1);
    const first = reports[0];
    return `${state.depth} layers of ${state.activation}, ${BATCH} inputs of ${WIDTH} features. The spread of the numbers goes from ${brief(first?.std)} at the input to ${brief(last?.std)} at the top; the gradient goes from ${brief(last?.gradient)} at the top to ${brief(first?.gradient)} at the input. At the top ${percent(last?.dead)} of the units are dead and ${percent(last?.saturated)} of the slopes are under 0.05.`;
  },
  torch: (state) => stackScript({ ...state, width: WIDTH, batch: BATCH }),
  toProperties: (state) => ({ ...state }),
};

function restore(untrusted: unknown, fallback: StackState): StackState {
  const given = isRecord(untrusted) ? untrusted : {};
  const depth = inRange(given["depth"], 1, DEEPEST, fallback.depth);
  return {
    activation: oneOf(given["activation"], ACTIVATIONS, fallback.activation),
    depth,
    init: oneOf(given["init"], INITS, fallback.init),
    scale: Math.max(0, finite(given["scale"], fallback.scale, 10)),
    seed: inRange(given["seed"], 0, 9999, fallback.seed),
    layer: inRange(given["layer"], 0, depth, Math.min(depth, fallback.layer)),
  };
}

function brief(value: number | undefined): string {
  return value === undefined
    ? "nothing"
    : String(Number(value.toPrecision(3))).replaceAll("-", "−");
}

function percent(share: number | undefined): string {
  return `${Math.round(100 * (share ?? 0))} %`;
}
