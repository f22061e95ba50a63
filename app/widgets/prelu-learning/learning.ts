/**
 * A single parametric ReLU that learns its slope: y_i = prelu(x_i; α), loss = mean (y_i − t_i)², α⁺
 * = α − η ∂E/∂α. The targets come from another slope, which is what α should become. A network of
 * one layer, as the explorer computes it.
 */
import type { Expression } from "../../../engine/core/expression";
import { tensor } from "../../../engine/core/tensor";
import { explain } from "../../../engine/explain/explain";
import { type Numbers, present } from "../../../engine/explain/numbers";
import { referenceNumbers } from "../../../engine/explain/reference";
import { evaluateAt } from "../../explorer/activations";
import { shapesOf } from "../../explorer/setup";

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
  /** ∂E/∂α. */
  readonly gradient: number;
  /** The sum behind it. */
  readonly explanation: () => Expression;
}

/** Step 0 is before any update; step k after k of them. */
export function learn(settings: LearningSettings, steps: number): readonly LearningStep[] {
  const made: LearningStep[] = [];
  let numbers = numbersOf(settings);
  for (let at = 0; at <= steps; at++) {
    const step = stepOf(numbers);
    made.push(step);
    const next = tensor([1], Float64Array.of(step.alpha - settings.learningRate * step.gradient));
    numbers = numbers.withTensor("prelu.slope", next);
  }
  return made;
}

function numbersOf({ start, truth }: LearningSettings): Numbers {
  return referenceNumbers({
    network: shapesOf({
      format: 1,
      name: "slope",
      input: [1],
      layers: [{ name: "prelu", op: "prelu" }],
    }),
    weights: new Map([["prelu.slope", Float64Array.of(start)]]),
    input: INPUTS,
    batch: INPUTS.length,
    target: evaluateAt("prelu", { alpha: truth }, INPUTS).value,
    loss: "mse",
  });
}

function stepOf(numbers: Numbers): LearningStep {
  const list = (name: string): readonly number[] => [...present(numbers, name).data];
  const first = (name: string): number => list(name)[0] ?? Number.NaN;
  return {
    alpha: first("prelu.slope"),
    outputs: list("prelu.y"),
    targets: list("target"),
    loss: first("loss"),
    gradient: first("prelu.dslope"),
    explanation: () => explain(numbers, "prelu.dslope", [0]).expression,
  };
}
