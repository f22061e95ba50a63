/**
 * A parametric ReLU learns its slope, number by number: one step of the time line is one step of
 * gradient descent.
 */
import { slopeScript } from "../../../engine/code/write/scripts/descent";
import { tensor } from "../../../engine/core/tensor";
import { finite, inRange, isRecord } from "../untrusted";
import type { WidgetDefinition } from "../widget";
import { INPUTS, LAST, learn, type LearningSettings } from "./learning";

export interface LearningState extends LearningSettings {
  readonly at: number;
}

const START: LearningState = { start: 0, truth: 0.5, learningRate: 0.1, at: 0 };

export const preluLearning: WidgetDefinition<LearningState> = {
  name: "prelu-learning",
  title: "A parametric ReLU learns its slope",
  summary:
    "One PReLU, seven inputs, a target slope: the gradient of α as a sum, and α after each step.",
  properties: {
    start: {
      type: "number",
      min: -2,
      max: 2,
      default: START.start,
      description: "α before the first step.",
    },
    truth: {
      type: "number",
      min: -2,
      max: 2,
      default: START.truth,
      description: "The slope that made the targets.",
    },
    learningRate: {
      type: "number",
      min: 0,
      max: 2,
      default: START.learningRate,
      description: "Learning rate.",
    },
    at: { type: "integer", min: 0, max: LAST, default: 0, description: "Steps already taken." },
  },
  kernels: ["prelu"],
  controls: ["start", "truth", "learningRate"],
  unit: "update",
  place: ({ at }) =>
    at === 0 ? "before the first update" : `after ${at} ${at === 1 ? "update" : "updates"}`,
  initial: (properties) => restore(properties, START),
  restore,
  steps: () => LAST,
  step: ({ at }) => at,
  seek: (state, step) => ({ ...state, at: Math.max(0, Math.min(LAST, Math.round(step))) }),
  values(state) {
    const steps = learn(state, LAST);
    return {
      alpha: tensor(
        [steps.length],
        Float64Array.from(steps, ({ alpha }) => alpha),
      ),
      loss: tensor(
        [steps.length],
        Float64Array.from(steps, ({ loss }) => loss),
      ),
      gradient: tensor(
        [steps.length],
        Float64Array.from(steps, ({ gradient }) => gradient),
      ),
    };
  },
  describe(state) {
    const now = learn(state, state.at).at(-1);
    return `After ${state.at} ${state.at === 1 ? "update" : "updates"} the slope α is ${brief(now?.alpha)}; the targets were made with ${brief(state.truth)}. The loss is ${brief(now?.loss)} and its gradient for α is ${brief(now?.gradient)}.`;
  },
  torch: ({ start, truth, learningRate, at, ...rest }) =>
    slopeScript({
      inputs: INPUTS,
      truth,
      start,
      after: learn({ start, truth, learningRate, ...rest }, at).at(-1)?.alpha ?? start,
      learningRate,
      updates: at,
    }),
  toProperties: (state) => ({ ...state }),
};

function restore(untrusted: unknown, fallback: LearningState): LearningState {
  const given = isRecord(untrusted) ? untrusted : {};
  return {
    start: finite(given["start"], fallback.start, 2),
    truth: finite(given["truth"], fallback.truth, 2),
    learningRate: Math.max(0, finite(given["learningRate"], fallback.learningRate, 2)),
    at: inRange(given["at"], 0, LAST, fallback.at),
  };
}

function brief(value: number | undefined): string {
  return value === undefined
    ? "unknown"
    : String(Number(value.toPrecision(4))).replaceAll("-", "−");
}
