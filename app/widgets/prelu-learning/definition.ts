/**
 * A parametric ReLU learns its slope, number by number: one step of the time line is one step of
 * gradient descent.
 */
import { t } from "../../language/words";
import { slopeScript } from "../../../engine/code/write/scripts/descent";
import { tensor } from "../../../engine/core/tensor";
import { tidy } from "../../figures/describe/number";
import { integer, number } from "../fields/kinds";
import { type StateOf, table } from "../fields/table";
import { INPUTS, LAST, learn } from "./learning";

const SLOPE = { from: -2, to: 2, step: 0.05 } as const;

export const fields = table(1, {
  start: number({ ...SLOPE, label: "α before", says: "α before the first step.", standard: 0 }),
  truth: number({
    ...SLOPE,
    label: "Slope of the targets",
    says: "The slope that made the targets.",
    standard: 0.5,
  }),
  learningRate: number({
    label: "Learning rate η",
    says: "Learning rate.",
    from: 0,
    to: 2,
    standard: 0.1,
    step: 0.01,
  }),
  at: integer({
    label: "Update",
    says: "Steps already taken.",
    from: 0,
    to: LAST,
    standard: 0,
    control: null,
  }),
});

export type LearningState = StateOf<typeof fields.fields>;

export const preluLearning = fields.widget({
  name: "prelu-learning",
  title: "A parametric ReLU learns its slope",
  summary:
    "One PReLU, seven inputs, a target slope: the gradient of α as a sum, and α after each step.",
  kernels: ["prelu"],
  unit: "update",
  place: ({ at }) =>
    at === 0
      ? t("before the first update")
      : t("after {at, plural, one {# update} other {# updates}}", { at }),
  steps: () => LAST,
  step: ({ at }) => at,
  seek: (state, step) => ({ ...state, at: Math.max(0, Math.min(LAST, Math.round(step))) }),
  values(state) {
    const steps = learn(state, LAST);
    const each = (pick: (step: (typeof steps)[number]) => number) =>
      tensor([steps.length], Float64Array.from(steps, pick));
    return {
      alpha: each(({ alpha }) => alpha),
      loss: each(({ loss }) => loss),
      gradient: each(({ gradient }) => gradient),
    };
  },
  describe(state) {
    const now = learn(state, state.at).at(-1);
    return t(
      "After {at, plural, one {# update} other {# updates}} the slope α is {alpha}; the targets were made with {truth}. The loss is {loss} and its gradient for α is {gradient}.",
      {
        at: state.at,
        alpha: brief(now?.alpha),
        truth: brief(state.truth),
        loss: brief(now?.loss),
        gradient: brief(now?.gradient),
      },
    );
  },
  torch: (state) =>
    slopeScript({
      ...state,
      inputs: INPUTS,
      after: learn(state, state.at).at(-1)?.alpha ?? state.start,
      updates: state.at,
    }),
});

function brief(value: number | undefined): string {
  return value === undefined ? "unknown" : tidy(String(Number(value.toPrecision(4))));
}
