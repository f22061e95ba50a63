/** One activation function, its derivative and a point on both; or all of them side by side at the same point. */
import { tensor } from "../../../engine/core/tensor";
import { finite, isRecord, oneOf } from "../untrusted";
import type { PropertyValues, WidgetDefinition } from "../widget";
import { ABOUT, type ActivationName, ACTIVATIONS, evaluateAt } from "./functions";

export const VIEWS = ["one", "all"] as const;
export const REACH = 6;

export interface ActivationState {
  readonly activation: ActivationName;
  readonly view: (typeof VIEWS)[number];
  readonly z: number;
  readonly alpha: number;
}

const START: ActivationState = { activation: "sigmoid", view: "one", z: 1, alpha: 0.25 };
/** The time line moves the point from the left end to the right, in tenths. */
const TENTHS = 20 * REACH;

export const activation: WidgetDefinition<ActivationState> = {
  name: "activation",
  title: "An activation function and its derivative",
  summary: "Plot, equation and derivative of one activation function or of all of them; a point and its tangent are moved by hand.",
  properties: {
    activation: { type: "choice", options: ACTIVATIONS, default: START.activation, description: "Which function." },
    view: { type: "choice", options: VIEWS, default: START.view, description: "One function, large, or the table of all." },
    z: { type: "number", min: -REACH, max: REACH, default: START.z, description: "Where the point stands." },
    alpha: { type: "number", min: -2, max: 4, default: START.alpha, description: "α of the ELU and the slope of the parametric ReLU." },
  },
  kernels: ["sigmoid", "tanh", "arctan", "relu", "leaky-relu", "prelu", "elu", "softplus"],
  controls: ["activation", "view", "z", "alpha"],
  initial: (properties: PropertyValues) => restore(properties, START),
  restore,
  steps: () => TENTHS,
  step: ({ z }) => Math.round((z + REACH) * 10),
  seek: (state, step) => ({ ...state, z: Math.max(0, Math.min(TENTHS, Math.round(step))) / 10 - REACH }),
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
    return `${about.title}: ${about.equation}. At z = ${brief(state.z)} its value is ${brief(value[0] ?? Number.NaN)} and its slope ${brief(slope[0] ?? Number.NaN)}. ${about.kink}`.trim();
  },
  torch: activationTorch,
  toProperties: (state) => ({ ...state }),
};

function restore(untrusted: unknown, fallback: ActivationState): ActivationState {
  const given = isRecord(untrusted) ? untrusted : {};
  return {
    activation: oneOf(given["activation"], ACTIVATIONS, fallback.activation),
    view: oneOf(given["view"], VIEWS, fallback.view),
    z: finite(given["z"], fallback.z, REACH),
    alpha: Math.max(-2, finite(given["alpha"], fallback.alpha, 4)),
  };
}

const TORCH: Readonly<Record<ActivationName, (alpha: number) => string>> = {
  identity: () => "z * 1",
  binary_step: () => "torch.heaviside(z, torch.ones_like(z))",
  sigmoid: () => "torch.sigmoid(z)",
  tanh: () => "torch.tanh(z)",
  arctan: () => "torch.atan(z)",
  relu: () => "F.relu(z)",
  leaky_relu: () => "F.leaky_relu(z, 0.01)",
  prelu: (alpha) => `F.prelu(z, torch.tensor([${alpha}], dtype=torch.float64))`,
  elu: (alpha) => `F.elu(z, alpha=${alpha})`,
  softplus: () => "F.softplus(z)",
};

function activationTorch(state: ActivationState): string {
  const { value, slope } = evaluateAt(state.activation, state, [state.z]);
  const derivative =
    state.activation === "binary_step"
      ? ""
      : `\ny.sum().backward()\nassert torch.isclose(z.grad, torch.tensor([${slope[0] ?? 0}], dtype=torch.float64)).all()`;
  return `import torch
import torch.nn.functional as F

z = torch.tensor([${state.z}], dtype=torch.float64, requires_grad=True)
y = ${TORCH[state.activation](state.alpha)}
assert torch.isclose(y, torch.tensor([${value[0] ?? 0}], dtype=torch.float64)).all()${derivative}
`;
}

function brief(value: number): string {
  return String(Number(value.toPrecision(4))).replace("-", "−");
}
