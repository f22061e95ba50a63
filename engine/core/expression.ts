/**
 * The arithmetic behind one number, as a tree whose leaves are cells of tensors.
 *
 * An op's definition yields such a tree for any output number and any gradient number. The
 * reference evaluates it, the page draws it, and a reader can ask every leaf the same question
 * again.
 */
import type { Index } from "./shape";

/** What a number is in the story; each role has one hue, everywhere. */
export type Role = "input" | "weight" | "bias" | "output" | "gradient" | "constant";

/**
 * One cell of a named tensor (`x`, `w`, `dy` … inside an op; `conv1.y`, `conv1.w` … inside a
 * network).
 */
export interface Cell {
  readonly kind: "cell";
  readonly tensor: string;
  readonly index: Index;
  readonly role: Role;
  readonly value: number;
}

export interface Constant {
  readonly kind: "constant";
  readonly value: number;
  /** How it is written when the number alone would not say it: "N", "ε". */
  readonly symbol?: string;
  /** Why it is there: "padding", "outside the image". */
  readonly note?: string;
}

/**
 * A sum; `label` names a group of terms ("channel 2", "row 1"), so long sums can be read with
 * sub-totals.
 */
export interface Sum {
  readonly kind: "sum";
  readonly terms: readonly Expression[];
  readonly label?: string;
}

export interface Product {
  readonly kind: "product";
  readonly factors: readonly Expression[];
}

export interface Quotient {
  readonly kind: "quotient";
  readonly numerator: Expression;
  readonly denominator: Expression;
}

/** The largest of several; `chosen` is the position that won (the first on a tie). */
export interface Maximum {
  readonly kind: "maximum";
  readonly among: readonly Expression[];
  readonly chosen: number;
}

/**
 * A named function of one number: relu, exp, log, tanh, sqrt, square, derivative names such as
 * "tanh′".
 */
interface Application {
  readonly kind: "apply";
  readonly name: string;
  readonly argument: Expression;
  readonly value: number;
}

/**
 * An intermediate with a name of its own: "mean of channel 1", "Σ e^z". Drawn as one number that
 * can be opened.
 */
export interface Named {
  readonly kind: "named";
  readonly name: string;
  readonly expression: Expression;
  /**
   * The value of `expression`, where whoever built it has already evaluated it: many trees may
   * share one `Named`.
   */
  readonly value?: number;
}

export type Expression = Cell | Constant | Sum | Product | Quotient | Maximum | Application | Named;

/** The value of a tree, in f64, in the order written. */
export function evaluate(expression: Expression): number {
  switch (expression.kind) {
    case "cell":
    case "constant":
    case "apply":
      return expression.value;
    case "sum": {
      let total = 0;
      for (const term of expression.terms) total += evaluate(term);
      return total;
    }
    case "product": {
      let result = 1;
      for (const factor of expression.factors) result *= evaluate(factor);
      return result;
    }
    case "quotient":
      return evaluate(expression.numerator) / evaluate(expression.denominator);
    case "maximum": {
      const chosen = expression.among[expression.chosen];
      return chosen === undefined ? Number.NEGATIVE_INFINITY : evaluate(chosen);
    }
    case "named":
      return expression.value ?? evaluate(expression.expression);
    default:
      expression satisfies never;
      return Number.NaN;
  }
}

/** Every cell a tree reads, in the order written; a cell used twice comes twice. */
export function* cellsOf(expression: Expression): Generator<Cell> {
  switch (expression.kind) {
    case "cell":
      yield expression;
      return;
    case "constant":
      return;
    case "sum":
      for (const term of expression.terms) yield* cellsOf(term);
      return;
    case "product":
      for (const factor of expression.factors) yield* cellsOf(factor);
      return;
    case "quotient":
      yield* cellsOf(expression.numerator);
      yield* cellsOf(expression.denominator);
      return;
    case "maximum":
      for (const candidate of expression.among) yield* cellsOf(candidate);
      return;
    case "apply":
      yield* cellsOf(expression.argument);
      return;
    case "named":
      yield* cellsOf(expression.expression);
      return;
    default:
      expression satisfies never;
  }
}
