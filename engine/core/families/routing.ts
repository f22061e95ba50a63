/**
 * Ops that let one of several cells through: the largest.
 *
 *   y[at] = max x[i]        dx[i] = Σ dy[at] over the windows that i won
 *
 * On a tie the first in reading order wins and gets the whole gradient. Not-a-number wins over
 * everything, as in PyTorch, so that it is never hidden; of several the last one is remembered.
 * `argmax` is h·W + w in the image without its padding, and −1 where a window lies wholly in the
 * padding (y is then −∞).
 */
import { cell, constant, sum } from "../build";
import { check } from "../errors";
import type { Expression } from "../expression";
import type { Attributes, OpDefinition } from "../op";
import { offset, type Shape } from "../shape";
import { type Tensor, zeros } from "../tensor";
import { describe, type Described, slot } from "./described";

interface RoutingTerms {
  /**
   * Visits the candidates of output cell `y` in reading order, as flat positions in x; −1 is a
   * padding cell.
   */
  candidates(y: number, visit: (x: number) => void): void;
  /** Visits every output cell that may look at `x`, and some that may not. */
  readers(x: number, visit: (y: number) => void): void;
}

export interface RoutingOp<A extends Attributes> extends Described<A> {
  shape(x: Shape, attributes: A): Shape;
  terms(x: Shape, y: Shape, attributes: A): RoutingTerms;
}

export function routing<A extends Attributes>(op: RoutingOp<A>): OpDefinition<A> {
  const read = (x: Tensor, attributes: A) => {
    const y = op.shape(x.shape, attributes);
    return { y, terms: op.terms(x.shape, y, attributes) };
  };
  return {
    ...describe(op),
    inputs: [{ name: "x", role: "input" }],
    saved: [{ name: "argmax", role: "constant", integer: true }],
    keeps: ["argmax"],
    shapes({ x = [] }, attributes) {
      const y = op.shape(x, attributes);
      return { y, argmax: y };
    },
    forward(values, attributes) {
      const x = slot(values, "x");
      const { y, terms } = read(x, attributes);
      return forward(x, zeros(y), zeros(y), terms);
    },
    backward(values, attributes) {
      op.shape(slot(values, "x").shape, attributes);
      return { dx: backward(slot(values, "x").shape, slot(values, "argmax"), slot(values, "dy")) };
    },
    explain(values, attributes, at) {
      const x = slot(values, "x");
      const { y, terms } = read(x, attributes);
      return explainCell(x, offset(y, at), terms);
    },
    explainGradient(values, attributes, of, at) {
      check(of === "x", "unknown-name", `${op.name} has no gradient for ${of}`);
      const x = slot(values, "x");
      const { y, terms } = read(x, attributes);
      const dy = { shape: y, data: slot(values, "dy").data };
      return explainGradient(x, dy, offset(x.shape, at), terms);
    },
  };
}

/** Where the maximum of one window is: its flat position, −1 when there is no cell at all. */
function winner(x: Tensor, terms: RoutingTerms, at: number): number {
  let best = -1;
  let largest = Number.NEGATIVE_INFINITY;
  terms.candidates(at, (position) => {
    if (position < 0) return;
    const value = x.data[position] ?? Number.NaN;
    if (best >= 0 && !(value > largest) && !Number.isNaN(value)) return;
    best = position;
    largest = value;
  });
  return best;
}

function forward(
  x: Tensor,
  y: Tensor<Float64Array>,
  argmax: Tensor<Float64Array>,
  terms: RoutingTerms,
) {
  const area = (x.shape[2] ?? 1) * (x.shape[3] ?? 1);
  for (let at = 0; at < y.data.length; at++) {
    const best = winner(x, terms, at);
    y.data[at] = best < 0 ? Number.NEGATIVE_INFINITY : (x.data[best] ?? Number.NaN);
    argmax.data[at] = best < 0 ? -1 : best % area;
  }
  return { y, argmax };
}

function backward(shape: Shape, argmax: Tensor, dy: Tensor): Tensor<Float64Array> {
  const dx = zeros(shape);
  const area = (shape[2] ?? 1) * (shape[3] ?? 1);
  const windows = argmax.data.length / ((shape[0] ?? 1) * (shape[1] ?? 1));
  for (let at = 0; at < dy.data.length; at++) {
    const best = argmax.data[at] ?? -1;
    if (best < 0) continue;
    const position = Math.floor(at / windows) * area + best;
    dx.data[position] = (dx.data[position] ?? 0) + (dy.data[at] ?? Number.NaN);
  }
  return dx;
}

function explainCell(x: Tensor, at: number, terms: RoutingTerms): Expression {
  const best = winner(x, terms, at);
  const among: Expression[] = [];
  let chosen = -1;
  terms.candidates(at, (position) => {
    if (position >= 0 && position === best) chosen = among.length;
    among.push(
      position < 0
        ? constant(Number.NEGATIVE_INFINITY, "−∞", "padding")
        : cell("x", "input", x, position),
    );
  });
  return { kind: "maximum", among, chosen };
}

function explainGradient(x: Tensor, dy: Tensor, target: number, terms: RoutingTerms): Expression {
  const won: Expression[] = [];
  terms.readers(target, (at) => {
    if (winner(x, terms, at) === target) won.push(cell("dy", "gradient", dy, at));
  });
  return won.length === 0 ? constant(0, undefined, "never the largest in its window") : sum(won);
}
