/**
 * Ops that do the same to every number: y = f(x), dx = dy·f′(x). The op gives `value` and `slope`;
 * the rest follows.
 */
import { applied, cell, gated, product } from "../build";
import { check } from "../errors";
import type { Attributes, OpDefinition } from "../op";
import { offset } from "../shape";
import { type Tensor, zeros } from "../tensor";
import { describe, type Described, slot } from "./described";

export interface PointwiseOp<A extends Attributes> extends Described<A> {
  /** How the function is written in an explanation: "relu", "tanh". The derivative gets a prime. */
  readonly symbol: string;
  value(x: number, attributes: A): number;
  slope(x: number, attributes: A): number;
  /** Where the slope is 0 the gradient is 0, whatever arrives: PyTorch selects, as a gate does. */
  readonly isGate?: boolean;
}

export function pointwise<A extends Attributes>(op: PointwiseOp<A>): OpDefinition<A> {
  return {
    ...describe(op),
    inputs: [{ name: "x", role: "input" }],
    keeps: ["x"],
    shapes: ({ x = [] }) => ({ y: x }),
    forward(values, attributes) {
      const x = slot(values, "x");
      return { y: map(x, (value) => op.value(value, attributes)) };
    },
    backward(values, attributes) {
      const dy = slot(values, "dy");
      return {
        dx: map(slot(values, "x"), (value, at) => {
          const slope = op.slope(value, attributes);
          return op.isGate === true && slope === 0 ? 0 : (dy.data[at] ?? Number.NaN) * slope;
        }),
      };
    },
    explain(values, attributes, at) {
      const x = slot(values, "x");
      const argument = cell("x", "input", x, offset(x.shape, at));
      return applied(op.symbol, argument, op.value(argument.value, attributes));
    },
    explainGradient(values, attributes, of, at) {
      check(of === "x", "unknown-name", `${op.name} has no gradient for ${of}`);
      const x = slot(values, "x");
      const flat = offset(x.shape, at);
      const argument = cell("x", "input", x, flat);
      const dy = cell("dy", "gradient", { shape: x.shape, data: slot(values, "dy").data }, flat);
      const slope = applied(`${op.symbol}′`, argument, op.slope(argument.value, attributes));
      return op.isGate === true ? gated(dy, slope) : product(dy, slope);
    },
  };
}

function map(of: Tensor, change: (value: number, at: number) => number): Tensor<Float64Array> {
  const result = zeros(of.shape);
  for (let at = 0; at < result.data.length; at++)
    result.data[at] = change(of.data[at] ?? Number.NaN, at);
  return result;
}
