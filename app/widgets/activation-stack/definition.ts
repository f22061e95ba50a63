/**
 * The same activation, stacked 1 to 50 layers deep: what it does to a distribution going up and to
 * a gradient coming back.
 */
import { t } from "../../language/words";
import { stackScript } from "../../../engine/code/write/scripts/activation";
import { tensor } from "../../../engine/core/tensor";
import { ABOUT, ACTIVATIONS } from "../../explorer/activations";
import { choice, integer, number } from "../fields/kinds";
import { type StateOf, table } from "../fields/table";
import { BATCH, runStack, WIDTH } from "./stack";

export const DEEPEST = 50;

export const fields = table(
  1,
  {
    activation: choice(ACTIVATIONS, {
      label: "Activation",
      says: "The activation of every layer.",
      standard: "sigmoid",
      titleOf: (name) => ABOUT[name].title,
    }),
    init: choice(
      { xavier: "Xavier: std √(2/(n+n′))", he: "He: std √(2/n)", standard: "std 1" },
      {
        label: "Weights",
        says: "Size of the random weights: std √(2/(n+n′)) (xavier), √(2/n) (he), or 1.",
        look: "select",
      },
    ),
    depth: integer({
      label: "Layers",
      says: "Number of layers.",
      from: 1,
      to: DEEPEST,
      standard: 10,
      look: "slider",
    }),
    scale: number({
      label: "Factor on the weights",
      says: "Multiplies every weight.",
      from: 0,
      to: 10,
      standard: 1,
      step: 0.1,
    }),
    seed: integer({
      label: "Seed",
      says: "Seed of inputs and weights.",
      from: 0,
      to: 9999,
      standard: 1,
    }),
    /** The layer under the cursor; 0 is the input. The time line walks through them. */
    layer: integer({
      label: "Layer",
      says: "The layer it opens at.",
      from: 0,
      to: DEEPEST,
      standard: 0,
      control: null,
    }),
  },
  { legal: (state) => ({ ...state, layer: Math.min(state.layer, state.depth) }) },
);

export type StackState = StateOf<typeof fields.fields>;

export const activationStack = fields.widget({
  name: "activation-stack",
  title: "One activation, many layers",
  summary:
    "What 1 to 50 layers of one activation do to the distribution of numbers going forward and to a gradient coming back.",
  kernels: ["linear"],
  unit: "layer",
  place: ({ layer }) => (layer === 0 ? t("input") : t("layer {layer}", { layer })),
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
    return t(
      "{depth} layers of {activation}, {batch} inputs of {width} features. The spread of the numbers goes from {std} at the input to {std2} at the top; the gradient goes from {gradient} at the top to {gradient2} at the input. At the top {dead} of the units are dead and {saturated} of the slopes are under 0.05.",
      {
        depth: state.depth,
        activation: state.activation,
        batch: BATCH,
        width: WIDTH,
        std: brief(first?.std),
        std2: brief(last?.std),
        gradient: brief(last?.gradient),
        gradient2: brief(first?.gradient),
        dead: percent(last?.dead),
        saturated: percent(last?.saturated),
      },
    );
  },
  torch: (state) => stackScript({ ...state, width: WIDTH, batch: BATCH }),
});

function brief(value: number | undefined): string {
  return value === undefined
    ? "nothing"
    : String(Number(value.toPrecision(3))).replaceAll("-", "−");
}

export function percent(share: number | undefined): string {
  return `${Math.round(100 * (share ?? 0))} %`;
}
