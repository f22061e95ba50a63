/**
 * A single parametric ReLU that learns its slope: y_i = prelu(x_i; α), loss = mean (y_i − t_i)², α⁺
 * = α − η ∂E/∂α. The targets come from another slope, which is what α should become. All numbers
 * are the engine's ops'.
 */
import type { Expression } from "../../../engine/core/expression";
import { tensor, type Tensor } from "../../../engine/core/tensor";
import { opOf } from "../activation/functions";

export const INPUTS = [-3, -2, -1, -0.5, 0.5, 1, 2] as const;
export const LAST = 40;

export interface LearningSettings {
  readonly start: number;
  readonly truth: number;
  readonly learningRate: number;
}

export interface LearningStep {
  readonly alpha: number;
  readonly outputs: readonly number[];
  readonly targets: readonly number[];
  readonly loss: number;
  /** ∂E/∂α and the sum behind it. */
  readonly gradient: number;
  readonly explanation: Expression;
}

/** Step 0 is before any update; step k after k of them. */
export function learn(
  { start, truth, learningRate }: LearningSettings,
  steps: number,
): readonly LearningStep[] {
  const made: LearningStep[] = [];
  let alpha = start;
  for (let at = 0; at <= steps; at++) {
    const step = measure(alpha, truth);
    made.push(step);
    alpha -= learningRate * step.gradient;
  }
  return made;
}

export function measure(alpha: number, truth: number): LearningStep {
  const prelu = opOf("prelu");
  const settings = prelu.normalise({});
  const mse = opOf("mse");
  const squares = mse.normalise({});
  const x = row(INPUTS);
  const slope = tensor([1], Float64Array.of(alpha));
  const y = prelu.forward({ x, slope }, settings)["y"] ?? x;
  const target =
    prelu.forward({ x, slope: tensor([1], Float64Array.of(truth)) }, settings)["y"] ?? x;
  const given = { prediction: y, target };
  const computed = mse.forward(given, squares);
  const dy =
    mse.backward({ ...given, ...computed, dy: tensor([1], Float64Array.of(1)) }, squares)[
      "dprediction"
    ] ?? y;
  const values = { x, slope, y, dy };
  const back = prelu.backward(values, settings);
  return {
    alpha,
    outputs: [...y.data],
    targets: [...target.data],
    loss: computed["y"]?.data[0] ?? Number.NaN,
    gradient: back["dslope"]?.data[0] ?? Number.NaN,
    explanation: prelu.explainGradient(values, settings, "slope", [0]),
  };
}

function row(values: readonly number[]): Tensor<Float64Array> {
  return tensor([values.length, 1], Float64Array.from(values));
}
