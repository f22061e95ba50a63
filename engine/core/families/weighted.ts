/**
 * Ops whose output is a sum of input cells with fixed weights, over a common divisor:
 *
 *   y[at] = (Σ c·slot[i]) / divisor[at]        dslot[i] = Σ dy[at]·c / divisor[at]
 *
 * Means, sums, copies, masks. The op says which cells and which c; forward, backward and both
 * explanations follow. The position −1 stands for a cell that is not there ("padding", "dropped"):
 * it counts 0 and is shown as a 0.
 */
import { cell, constant, product, quotient, sum } from "../build";
import { check } from "../errors";
import type { Expression } from "../expression";
import type { Attributes, ForwardContext, OpDefinition, Reals, Shapes, Slot, Values } from "../op";
import { offset, type Shape, size } from "../shape";
import { type Tensor, zeros } from "../tensor";
import { describe, type Described, slot } from "./described";

/**
 * Called for each term of one output cell: number of the slot, flat position in it (−1: a zero),
 * weight.
 */
type VisitTerm = (slot: number, position: number, weight: number) => void;

interface WeightedTerms {
  visit(y: number, visit: VisitTerm): void;
  /**
   * Visits every output cell that may read cell `position` of slot `slot`, and some that may not.
   */
  readers(slot: number, position: number, visit: (y: number) => void): void;
  /** What the sum is divided by; absent: nothing. */
  divisor?(y: number): number;
}

export interface WeightedOp<A extends Attributes> extends Described<A> {
  /** Absent: one input `x`. */
  readonly inputs?: readonly Slot[];
  /** Why a cell at position −1 counts nothing. */
  readonly absent?: string;
  shape(inputs: Shapes, attributes: A): Shape;
  terms(
    shapes: Shapes & { readonly y: Shape },
    attributes: A,
    context: ForwardContext,
  ): WeightedTerms;
}

interface Reading {
  readonly names: readonly string[];
  readonly inputs: readonly Tensor[];
  readonly y: Shape;
  readonly terms: WeightedTerms;
}

export function weighted<A extends Attributes>(op: WeightedOp<A>): OpDefinition<A> {
  const slots = op.inputs ?? [{ name: "x", role: "input" }];
  const read = (values: Values, attributes: A, context: ForwardContext = {}): Reading => {
    const names = slots.map(({ name }) => name).filter((name) => values[name] !== undefined);
    const inputs = names.map((name) => slot(values, name));
    const shapes = Object.fromEntries(names.map((name, at) => [name, inputs[at]?.shape ?? []]));
    const y = op.shape(shapes, attributes);
    return { names, inputs, y, terms: op.terms({ ...shapes, y }, attributes, context) };
  };
  return {
    ...describe(op),
    inputs: slots,
    keeps: [],
    shapes: (inputs, attributes) => ({ y: op.shape(inputs, attributes) }),
    forward: (values, attributes, context) => ({ y: forward(read(values, attributes, context)) }),
    backward: (values, attributes, context) =>
      backward(read(values, attributes, context), slot(values, "dy")),
    explain(values, attributes, at, context) {
      const reading = read(values, attributes, context);
      return explainCell(reading, offset(reading.y, at), op.absent ?? "padding");
    },
    explainGradient(values, attributes, of, at, context) {
      const reading = read(values, attributes, context);
      const number = reading.names.indexOf(of);
      check(number >= 0, "unknown-name", `${op.name} has no gradient for ${of}`);
      return explainGradient(reading, number, at, slot(values, "dy"), op.absent ?? "padding");
    },
  };
}

function forward({ inputs, y, terms }: Reading): Tensor<Float64Array> {
  const result = zeros(y);
  const total = new Float64Array(1);
  const add: VisitTerm = (number, position, weight) => {
    if (position >= 0)
      total[0] = (total[0] ?? 0) + weight * (inputs[number]?.data[position] ?? Number.NaN);
  };
  for (let at = 0; at < result.data.length; at++) {
    total[0] = 0;
    terms.visit(at, add);
    result.data[at] = (total[0] ?? 0) / (terms.divisor?.(at) ?? 1);
  }
  return result;
}

function backward({ names, inputs, terms }: Reading, dy: Tensor): Reals {
  const gradients = inputs.map((input) => zeros(input.shape));
  const arriving = new Float64Array(1);
  const send: VisitTerm = (number, position, weight) => {
    const into = gradients[number]?.data;
    if (position >= 0 && into !== undefined)
      into[position] = (into[position] ?? 0) + weight * (arriving[0] ?? 0);
  };
  for (let at = 0; at < dy.data.length; at++) {
    arriving[0] = (dy.data[at] ?? Number.NaN) / (terms.divisor?.(at) ?? 1);
    terms.visit(at, send);
  }
  return Object.fromEntries(
    names.map((name, number) => [`d${name}`, gradients[number] ?? zeros([])]),
  );
}

function explainCell({ names, inputs, terms }: Reading, at: number, absent: string): Expression {
  const found: Expression[] = [];
  terms.visit(at, (number, position, weight) => {
    const input = inputs[number];
    const name = names[number] ?? "x";
    found.push(
      position < 0 || input === undefined
        ? constant(0, undefined, absent)
        : scaled(cell(name, "input", input, position), weight),
    );
  });
  return over(plus(found), terms.divisor?.(at));
}

function explainGradient(
  { inputs, y, terms }: Reading,
  number: number,
  at: readonly number[],
  dy: Tensor,
  absent: string,
): Expression {
  const target = offset(inputs[number]?.shape ?? [], at);
  const arriving = { shape: y, data: dy.data };
  const found: Expression[] = [];
  terms.readers(number, target, (reader) => {
    check(reader >= 0 && reader < size(y), "shape", "a reader lies outside the output");
    terms.visit(reader, (of, position, weight) => {
      if (of === number && position === target)
        found.push(
          over(scaled(cell("dy", "gradient", arriving, reader), weight), terms.divisor?.(reader)),
        );
    });
  });
  return found.length === 0
    ? constant(0, undefined, absent === "padding" ? "no output reads this cell" : absent)
    : plus(found);
}

function scaled(of: Expression, weight: number): Expression {
  return weight === 1 ? of : product(constant(weight), of);
}

function plus(terms: readonly Expression[]): Expression {
  const [only] = terms;
  return only !== undefined && terms.length === 1 ? only : sum(terms);
}

function over(of: Expression, divisor: number | undefined): Expression {
  return divisor === undefined || divisor === 1 ? of : quotient(of, constant(divisor));
}
