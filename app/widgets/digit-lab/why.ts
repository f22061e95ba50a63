/**
 * Why one digit and not another: what each pixel, or the ink under each square, brings to the
 * difference of their scores. Everything is the engine's own number in f64. Pure.
 */
import { cell, minus, product, sum } from "../../../engine/core/build";
import type { Cell, Expression } from "../../../engine/core/expression";
import { tensor } from "../../../engine/core/tensor";
import { type Numbers, present } from "../../../engine/explain/numbers";
import {
  gradientMap,
  type Occlusion,
  occlusions,
  type ReasonMap,
  scoreNumbers,
} from "../../../engine/explain/reasons";
import type { Weights } from "../../../engine/train/weights";
import { ranked } from "../../figures/network/ProbabilityBars";
import { SIDE } from "../../pictures/drawing/picture";
import { PROBABILITIES, SCORES } from "../../runs/shipped-network";

const PICTURE = [1, SIDE, SIDE] as const;

/** The digit that is asked for, and the one that it is held against. */
export interface Pair {
  readonly one: number;
  readonly other: number;
}

/** A digit below 0 is chosen by the network: its likeliest, then the likeliest of the others. */
export function pairOf(numbers: Numbers, one: number, other: number): Pair {
  const order = ranked(present(numbers, PROBABILITIES).data);
  const first = one >= 0 ? one : (order.find((at) => at !== other) ?? 0);
  const second = other >= 0 && other !== first ? other : order.find((at) => at !== first);
  return { one: first, other: second ?? 0 };
}

/** The score of `one` less that of `other`. */
export function differenceOf(scores: ArrayLike<number>, { one, other }: Pair): number {
  return (scores[one] ?? Number.NaN) - (scores[other] ?? Number.NaN);
}

/** The pass with the gradient of the difference. */
export function gradientNumbers(numbers: Numbers, weights: Weights, { one, other }: Pair): Numbers {
  return scoreNumbers(numbers.network, weights, present(numbers, "input").data, one, other);
}

export function gradientReasons(numbers: Numbers): ReasonMap {
  return gradientMap(numbers, PICTURE, "product");
}

/** What one pixel brings: pixel times gradient. */
export function pixelTerm(numbers: Numbers, at: number): Expression {
  const [pixels, slopes] = [present(numbers, "input"), present(numbers, "input.dy")];
  return product(cell("input", "input", pixels, at), cell("input.dy", "gradient", slopes, at));
}

/** Squares of the drawing; a covered one has no ink. */
export function squaresOf(numbers: Numbers): Occlusion {
  return occlusions(present(numbers, "input").data, PICTURE, 0);
}

/** The pass over the drawing with one square covered. */
export function coveredNumbers(numbers: Numbers, squares: Occlusion, at: number): Numbers {
  return numbers.withTensor("input", tensor(numbers.shape("input"), squares.covered(at)));
}

/**
 * The ten scores with each square covered, one square after the other. Where a square has no ink,
 * nothing changes and nothing is computed.
 */
export function* coveredScores(numbers: Numbers): Generator<ArrayLike<number>, void> {
  const squares = squaresOf(numbers);
  const pixels = present(numbers, "input").data;
  const whole = present(numbers, SCORES).data;
  for (let at = 0; at < squares.rows * squares.columns; at++) {
    const isSame = squares.covered(at).every((pixel, place) => pixel === pixels[place]);
    yield isSame ? whole : present(coveredNumbers(numbers, squares, at), SCORES).data;
  }
}

/** How much the difference falls under each square; squares not yet computed are 0. */
export function coveredReasons(
  numbers: Numbers,
  scores: readonly ArrayLike<number>[],
  pair: Pair,
): ReasonMap {
  const { rows, columns } = squaresOf(numbers);
  const whole = differenceOf(present(numbers, SCORES).data, pair);
  const values = new Float64Array(rows * columns);
  for (const [at, covered] of scores.entries()) values[at] = whole - differenceOf(covered, pair);
  return { rows, columns, values };
}

/** Marks the scores of the covered drawing among the cells of an expression. */
export const COVERED = "covered ";

/** What one square brings: the difference, less the difference with the square covered. */
export function squareTerm(numbers: Numbers, covered: Numbers, { one, other }: Pair): Expression {
  const score = (of: Numbers, prefix: string, at: number): Cell =>
    cell(`${prefix}${SCORES}`, "output", present(of, SCORES), at);
  return sum([
    score(numbers, "", one),
    minus(score(numbers, "", other)),
    minus(score(covered, COVERED, one)),
    score(covered, COVERED, other),
  ]);
}
