/**
 * Short ways to write expression trees; `minus(a)` is (−1)·a because a tree has sums, products and
 * quotients only.
 */
import {
  type Cell,
  type Constant,
  evaluate,
  type Expression,
  type Named,
  type Product,
  type Quotient,
  type Role,
  type Sum,
} from "./expression";
import { unravel } from "./shape";
import type { Tensor } from "./tensor";

/** The cell at flat position `flat` of a tensor that the op calls `name`. */
export function cell(name: string, role: Role, of: Tensor, flat: number): Cell {
  return {
    kind: "cell",
    tensor: name,
    index: unravel(of.shape, flat),
    role,
    value: of.data[flat] ?? Number.NaN,
  };
}

export function constant(value: number, symbol?: string, note?: string): Constant {
  return {
    kind: "constant",
    value,
    ...(symbol === undefined ? {} : { symbol }),
    ...(note === undefined ? {} : { note }),
  };
}

export function sum(terms: readonly Expression[], label?: string): Sum {
  return { kind: "sum", terms, ...(label === undefined ? {} : { label }) };
}

export function product(...factors: readonly Expression[]): Product {
  return { kind: "product", factors };
}

/**
 * What arrives times a slope that opens or closes: where the slope is 0 nothing passes, not even
 * infinity or not-a-number.
 */
export function gated(arriving: Expression, slope: Expression): Expression {
  return evaluate(slope) === 0 && !Number.isFinite(evaluate(arriving))
    ? constant(0, undefined, "nothing passes here")
    : product(arriving, slope);
}

export function quotient(numerator: Expression, denominator: Expression): Quotient {
  return { kind: "quotient", numerator, denominator };
}

export function minus(expression: Expression): Product {
  return product(constant(-1, "−1"), expression);
}

export function named(name: string, expression: Expression): Named {
  return { kind: "named", name, expression, value: evaluate(expression) };
}

/** `name(argument)` where `of` computes it. */
export function apply(
  name: string,
  of: (value: number) => number,
  argument: Expression,
): Expression {
  return applied(name, argument, of(evaluate(argument)));
}

/** `name(argument)` with its value, computed by whoever knows the function. */
export function applied(name: string, argument: Expression, value: number): Expression {
  return { kind: "apply", name, argument, value };
}

/**
 * Collects terms into labelled sub-sums in the order in which labels first appear. One group alone
 * is not worth a sub-total: its terms come back as they are.
 */
export class Groups {
  private readonly groups = new Map<string, Expression[]>();

  add(label: string, term: Expression): void {
    const group = this.groups.get(label);
    if (group === undefined) this.groups.set(label, [term]);
    else group.push(term);
  }

  terms(): Expression[] {
    const [only] = this.groups.values();
    if (only !== undefined && this.groups.size === 1) return only;
    return [...this.groups].map(([label, terms]) => sum(terms, label));
  }
}
