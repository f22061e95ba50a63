/**
 * Ops whose output is a sum of products of an input cell and a weight cell, plus a bias:
 *
 *   y[at] = Σ x[i]·w[k] + b[j]        dx[i] = Σ dy[at]·w[k]        dw[k] = Σ dy[at]·x[i]
 * db[j] = Σ dy[at]
 *
 * The op says which (i, k) belong to an output cell; all four readings and their explanations
 * follow. A padding cell is the position −1: it takes part as a 0, shown with the note "padding"
 * (0 times not-a-number is not a number), and no gradient is kept for it. The attribute
 * `activation: "relu"` puts y = max(0, Σ) behind the sum; the gradient then starts from dy where y
 * is not 0.
 */
import { applied, apply, cell, constant, gated, Groups, product, sum } from "../build";
import { check } from "../errors";
import type { Expression } from "../expression";
import type { Attributes, OpDefinition, Reals, Slot, Values } from "../op";
import { offset, type Shape, size } from "../shape";
import { type Tensor, zeros } from "../tensor";
import { describe, type Described, slot } from "./described";

interface BilinearShapes {
  readonly x: Shape;
  readonly w: Shape;
  readonly y: Shape;
}

/**
 * Called for each product behind one output cell, in reading order, with flat positions; `x` is −1
 * for padding.
 */
type VisitProduct = (x: number, w: number) => void;

export interface BilinearTerms {
  /** Visits the products behind output cell `y`. */
  products(y: number, visit: VisitProduct): void;
  /** Which bias is added to output cell `y`. */
  bias(y: number): number;
  /** Visits every output cell that may read `x`, and some that may not. */
  readersOfInput(x: number, visit: (y: number) => void): void;
  /** Visits every output cell that may read weight `w`, and some that may not. */
  readersOfWeight(w: number, visit: (y: number) => void): void;
  /**
   * Sub-totals in explanations: of an output by weight ("channel 2"), of dx and dw by output
   * ("filter 3", "image 0").
   */
  group(reading: "y" | "dx" | "dw", position: number): string;
}

export interface BilinearOp<A extends Attributes> extends Described<A> {
  /** Shape of y. Throws LabError in the reader's words. */
  shape(x: Shape, w: Shape, attributes: A): Shape;
  terms(shapes: BilinearShapes, attributes: A): BilinearTerms;
}

const SLOTS: readonly Slot[] = [
  { name: "x", role: "input" },
  { name: "w", role: "weight", parameter: true },
  { name: "b", role: "bias", parameter: true, optional: true },
];

export function bilinear<A extends Attributes>(op: BilinearOp<A>): OpDefinition<A> {
  const termsOf = (values: Values, attributes: A) => {
    const x = slot(values, "x");
    const w = slot(values, "w");
    const y = op.shape(x.shape, w.shape, attributes);
    return { x, w, y, b: values["b"], terms: op.terms({ x: x.shape, w: w.shape, y }, attributes) };
  };
  return {
    ...describe(op),
    inputs: SLOTS,
    keeps: ["x", "w"],
    shapes({ x = [], w = [] }, attributes) {
      return { y: op.shape(x, w, attributes) };
    },
    forward(values, attributes) {
      const { x, w, b, y, terms } = termsOf(values, attributes);
      return { y: forward(x, w, b, zeros(y), terms, isFused(attributes)) };
    },
    backward(values, attributes) {
      const { x, w, b, y, terms } = termsOf(values, attributes);
      return backward(x, w, b, incoming(values, y, attributes), terms);
    },
    explain(values, attributes, at) {
      const { x, w, b, y, terms } = termsOf(values, attributes);
      const total = explainCell(x, w, b, offset(y, at), terms);
      return isFused(attributes) ? apply("relu", cut, total) : total;
    },
    explainGradient(values, attributes, of, at) {
      const { x, w, terms, y } = termsOf(values, attributes);
      const dy = dyCell(values, y, attributes);
      if (of === "x") return explainInput(x, w, dy, offset(x.shape, at), terms);
      if (of === "w") return explainWeight(x, w, dy, offset(w.shape, at), terms);
      check(of === "b", "unknown-name", `${op.name} has no gradient for ${of}`);
      return explainBias(dy, size(y), offset(slot(values, "b").shape, at), terms);
    },
  };
}

function isFused(attributes: Attributes): boolean {
  return attributes["activation"] === "relu";
}

/** max(0, value), and not-a-number stays. */
function cut(value: number): number {
  return value < 0 ? 0 : value;
}

function forward(
  x: Tensor,
  w: Tensor,
  b: Tensor | undefined,
  y: Tensor<Float64Array>,
  terms: BilinearTerms,
  fused: boolean,
): Tensor<Float64Array> {
  const total = new Float64Array(1);
  const inputs = x.data;
  const weights = w.data;
  const add = (i: number, k: number): void => {
    const input = i < 0 ? 0 : (inputs[i] ?? Number.NaN);
    total[0] = (total[0] ?? 0) + input * (weights[k] ?? Number.NaN);
  };
  for (let at = 0; at < y.data.length; at++) {
    total[0] = 0;
    terms.products(at, add);
    const value = (total[0] ?? 0) + (b === undefined ? 0 : (b.data[terms.bias(at)] ?? Number.NaN));
    y.data[at] = fused ? cut(value) : value;
  }
  return y;
}

/** dy as the sum sees it: behind a fused relu nothing flows where y is 0. */
function incoming(values: Values, shape: Shape, attributes: Attributes): Tensor {
  const dy = slot(values, "dy");
  if (!isFused(attributes)) return dy;
  const y = slot(values, "y");
  const masked = zeros(shape);
  for (let at = 0; at < masked.data.length; at++)
    masked.data[at] = (y.data[at] ?? 0) <= 0 ? 0 : (dy.data[at] ?? Number.NaN);
  return masked;
}

function backward(
  x: Tensor,
  w: Tensor,
  b: Tensor | undefined,
  dy: Tensor,
  terms: BilinearTerms,
): Reals {
  const dx = zeros(x.shape);
  const dw = zeros(w.shape);
  const db = b === undefined ? undefined : zeros(b.shape);
  const inputs = x.data;
  const weights = w.data;
  const arriving = new Float64Array(1);
  const send = (i: number, k: number): void => {
    const gradient = arriving[0] ?? 0;
    const input = i < 0 ? 0 : (inputs[i] ?? Number.NaN);
    dw.data[k] = (dw.data[k] ?? 0) + gradient * input;
    if (i >= 0) dx.data[i] = (dx.data[i] ?? 0) + gradient * (weights[k] ?? Number.NaN);
  };
  for (let at = 0; at < dy.data.length; at++) {
    arriving[0] = dy.data[at] ?? Number.NaN;
    terms.products(at, send);
    if (db !== undefined)
      db.data[terms.bias(at)] = (db.data[terms.bias(at)] ?? 0) + (arriving[0] ?? 0);
  }
  return { dx, dw, ...(db === undefined ? {} : { db }) };
}

function explainCell(
  x: Tensor,
  w: Tensor,
  b: Tensor | undefined,
  at: number,
  terms: BilinearTerms,
): Expression {
  const groups = new Groups();
  terms.products(at, (i, k) => {
    const input = i < 0 ? constant(0, undefined, "padding") : cell("x", "input", x, i);
    groups.add(terms.group("y", k), product(input, cell("w", "weight", w, k)));
  });
  const bias = b === undefined ? [] : [cell("b", "bias", b, terms.bias(at))];
  return sum([...groups.terms(), ...bias]);
}

/** The gradient that arrives at an output cell, as a reader sees it. */
function dyCell(values: Values, shape: Shape, attributes: Attributes): (at: number) => Expression {
  const dy = { shape, data: slot(values, "dy").data };
  if (!isFused(attributes)) return (at) => cell("dy", "gradient", dy, at);
  const y = { shape, data: slot(values, "y").data };
  return (at) => {
    const output = cell("y", "output", y, at);
    return gated(
      cell("dy", "gradient", dy, at),
      applied("relu′", output, output.value <= 0 ? 0 : 1),
    );
  };
}

function explainInput(
  x: Tensor,
  w: Tensor,
  dy: (at: number) => Expression,
  target: number,
  terms: BilinearTerms,
): Expression {
  const groups = new Groups();
  terms.readersOfInput(target, (at) => {
    terms.products(at, (i, k) => {
      if (i === target)
        groups.add(terms.group("dx", at), product(dy(at), cell("w", "weight", w, k)));
    });
  });
  return sum(groups.terms());
}

function explainWeight(
  x: Tensor,
  w: Tensor,
  dy: (at: number) => Expression,
  target: number,
  terms: BilinearTerms,
): Expression {
  const groups = new Groups();
  terms.readersOfWeight(target, (at) => {
    terms.products(at, (i, k) => {
      if (k !== target) return;
      const input = i < 0 ? constant(0, undefined, "padding") : cell("x", "input", x, i);
      groups.add(terms.group("dw", at), product(dy(at), input));
    });
  });
  return sum(groups.terms());
}

function explainBias(
  dy: (at: number) => Expression,
  count: number,
  target: number,
  terms: BilinearTerms,
): Expression {
  const groups = new Groups();
  for (let at = 0; at < count; at++)
    if (terms.bias(at) === target) groups.add(terms.group("dw", at), dy(at));
  return sum(groups.terms());
}
