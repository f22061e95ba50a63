/**
 * Softmax and its cross-entropy by two roads, in any number format: powers of the logits as they
 * are, with −log of the probability behind them, and with the maximum subtracted first, the loss
 * from the logits. Both from the ops' own terms, every operation rounded.
 */
import type { Expression } from "../core/expression";
import { evaluateIn, type NumberFormat, rounded, withoutMaximum } from "../core/format";
import { size } from "../core/shape";
import { explain } from "./explain";
import { type Numbers, present } from "./numbers";

export interface Road {
  /** One for each class. */
  readonly powers: readonly number[];
  readonly total: number;
  readonly shares: readonly number[];
  /** Null without a cross-entropy. */
  readonly loss: number | null;
  /** p − y, one for each class; null without a cross-entropy. */
  readonly gradient: readonly number[] | null;
}

export interface Roads {
  readonly plain: Road;
  readonly shifted: Road;
}

/** Of the first sample of a network that ends in a softmax over classes; null for any other. */
export function roadsOf(numbers: Numbers, format: NumberFormat): Roads | null {
  const { name, definition, shape } = numbers.network.output;
  if (definition.name !== "softmax" || shape.length !== 1) return null;
  const shares = Array.from(
    { length: size(shape) },
    (_, at) => explain(numbers, `${name}.y`, [0, at]).expression,
  );
  const hasLoss = numbers.loss === "cross_entropy";
  const label = hasLoss ? (present(numbers, "labels").data[0] ?? 0) : null;
  const fused = hasLoss ? explain(numbers, "loss", [0]).expression : null;
  const plain = road(shares.map(withoutMaximum), format, label);
  const shifted = road(shares, format, label);
  return {
    plain,
    shifted: { ...shifted, loss: fused === null ? null : evaluateIn(fused, format) },
  };
}

function road(shares: readonly Expression[], format: NumberFormat, label: number | null): Road {
  const parts = shares.map((share) =>
    share.kind === "quotient" ? share : { numerator: share, denominator: share },
  );
  const values = shares.map((share) => evaluateIn(share, format));
  const [first] = parts;
  return {
    powers: parts.map(({ numerator }) => evaluateIn(numerator, format)),
    total: first === undefined ? Number.NaN : evaluateIn(first.denominator, format),
    shares: values,
    loss: label === null ? null : 0 - rounded(Math.log(values[label] ?? Number.NaN), format),
    gradient:
      label === null
        ? null
        : values.map((value, at) => rounded(value - (at === label ? 1 : 0), format)),
  };
}
