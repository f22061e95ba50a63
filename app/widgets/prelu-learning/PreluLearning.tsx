/**
 * The slope that is learned: the points, the function through them, and the sum behind its
 * gradient.
 */
import { FitPlot } from "../../figures/activation/FitPlot";
import { layOut } from "../../figures/describe/arithmetic";
import { spoken } from "../../figures/describe/number";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { COVER, useCovered } from "../../figures/marks/covered";
import controls from "../activation/activation.module.css";
import { evaluateAt } from "../activation/functions";
import type { WidgetProps } from "../widget";
import { type LearningState, preluLearning } from "./definition";
import { INPUTS, learn } from "./learning";

export function PreluLearning({ state, change, hidden, locked }: WidgetProps<LearningState>) {
  const covered = useCovered("gradient");
  const now = learn(state, state.at).at(-1);
  if (now === undefined) return null;
  const next = now.alpha - state.learningRate * now.gradient;
  const points = INPUTS.map((x, at) => ({
    x,
    target: now.targets[at] ?? 0,
    output: now.outputs[at] ?? 0,
  }));
  // Straight on both sides of its kink: three points are the whole function.
  const ends = [INPUTS[0], 0, INPUTS[INPUTS.length - 1] ?? 0];
  const curve = evaluateAt("prelu", { alpha: now.alpha }, ends).value.map((y, at) => ({
    x: ends[at] ?? 0,
    y,
  }));
  const settings = [
    { key: "start", label: "α before", min: -2, max: 2, step: 0.05 },
    { key: "truth", label: "slope of the targets", min: -2, max: 2, step: 0.05 },
    { key: "learningRate", label: "learning rate η", min: 0, max: 1, step: 0.01 },
  ] as const;
  return (
    <div className={controls["activation"]}>
      <div className={controls["controls"]}>
        {settings
          .filter(({ key }) => !hidden.has(key))
          .map(({ key, label, ...range }) => (
            <label key={key}>
              <span>
                {label}: <b>{spoken(state[key])}</b>
              </span>
              <input
                type="range"
                {...range}
                value={state[key]}
                disabled={locked.has(key)}
                onChange={(event) =>
                  change({ ...state, [key]: event.target.valueAsNumber }, { history: "merge" })
                }
              />
            </label>
          ))}
      </div>
      <FitPlot label={preluLearning.describe(state)} points={points} curve={curve} ratio={0.42} />
      <p>
        ∂E/∂α adds up what arrives at every input below zero, times that input; inputs above zero do
        not move α at all.
      </p>
      {covered ? null : (
        <ArithmeticStrip
          title="the gradient of the slope α"
          arithmetic={layOut(now.explanation, { value: now.gradient, role: "gradient" })}
        />
      )}
      <dl className={controls["readout"]}>
        <div>
          <dt>loss</dt>
          <dd>{spoken(now.loss)}</dd>
        </div>
        <div>
          <dt>α now</dt>
          <dd>{spoken(now.alpha)}</dd>
        </div>
        <div className={controls["slope"]}>
          <dt>∂E/∂α</dt>
          <dd>{covered ? COVER : spoken(now.gradient)}</dd>
        </div>
        <div>
          <dt>α after the next update, α − η·∂E/∂α</dt>
          <dd>{covered ? COVER : spoken(next)}</dd>
        </div>
      </dl>
    </div>
  );
}
