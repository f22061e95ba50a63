/**
 * One activation function, its derivative and a point on both; or all of them side by side at the
 * same point.
 */
import { t, word } from "../../language/words";
import { activationScript } from "../../../engine/code/write/scripts/activation";
import { tensor } from "../../../engine/core/tensor";
import { ABOUT, ACTIVATIONS, evaluateAt } from "../../explorer/activations";
import { tidy } from "../../figures/describe/number";
import { choice, number } from "../fields/kinds";
import { type StateOf, table } from "../fields/table";

export const REACH = 6;
/** The time line moves the point from the left end to the right, in tenths. */
const TENTHS = 20 * REACH;

export const fields = table(1, {
  view: choice(
    { one: "one function", all: "all of them" },
    { label: "Show", says: "One function, large, or the table of all." },
  ),
  activation: choice(ACTIVATIONS, {
    label: "Function",
    says: "Which function.",
    standard: "sigmoid",
    titleOf: (name) => ABOUT[name].title,
  }),
  z: number({
    label: "z",
    says: "Where the point stands.",
    from: -REACH,
    to: REACH,
    standard: 1,
    step: 0.1,
  }),
  alpha: number({
    label: "α",
    says: "α of the ELU and the slope of the parametric ReLU.",
    from: -2,
    to: 4,
    standard: 0.25,
    step: 0.05,
  }),
});

export type ActivationState = StateOf<typeof fields.fields>;

export const activation = fields.widget({
  name: "activation",
  title: "An activation function and its derivative",
  summary:
    "Plot, equation and derivative of one activation function or of all of them; a point and its tangent are moved by hand.",
  kernels: ["sigmoid", "tanh", "arctan", "relu", "leaky-relu", "prelu", "elu", "softplus"],
  steps: () => TENTHS,
  step: ({ z }) => Math.round((z + REACH) * 10),
  seek: (state, step) => ({
    ...state,
    z: Math.max(0, Math.min(TENTHS, Math.round(step))) / 10 - REACH,
  }),
  values(state) {
    const { value, slope } = evaluateAt(state.activation, state, [state.z]);
    return {
      z: tensor([1], Float64Array.of(state.z)),
      value: tensor([1], Float64Array.from(value)),
      slope: tensor([1], Float64Array.from(slope)),
    };
  },
  describe(state) {
    const { value, slope } = evaluateAt(state.activation, state, [state.z]);
    const about = ABOUT[state.activation];
    return t("{title}: {equation}. At z = {z} its value is {brief} and its slope {slope}. {kink}", {
      title: word(about.title),
      equation: word(about.equation),
      z: brief(state.z),
      brief: brief(value[0] ?? Number.NaN),
      slope: brief(slope[0] ?? Number.NaN),
      kink: word(about.kink),
    }).trim();
  },
  torch: activationTorch,
});
function activationTorch(state: ActivationState): string {
  const { value, slope } = evaluateAt(state.activation, state, [state.z]);
  return activationScript({ ...state, value: value[0] ?? 0, slope: slope[0] ?? 0 });
}

function brief(value: number): string {
  return tidy(String(Number(value.toPrecision(4))));
}
