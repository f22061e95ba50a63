/**
 * How far single precision may take a number from its exact value: a bound read from the number's
 * own arithmetic.
 *
 * Running error analysis over an expression: inputs are exact; a sum of n terms may lose n·u of
 * Σ|terms| (in any order, also a tree), a product one u for each factor, a quotient three; errors
 * of parts go on through the derivative of what is done to them. A function's own error is counted
 * as `FUNCTION_UNITS`·u of 1 + |value|. u = 2⁻²⁴. Source: Higham, Accuracy and Stability of
 * Numerical Algorithms, chapter 3.
 */
import { type Cell, evaluate, type Expression } from "./expression";

const U = 2 ** -24;
const FUNCTION_UNITS = 16;

/** Error that a leaf already carries: of saved tensors, which a backend has computed itself. */
export type LeafError = (leaf: Cell) => number;

const exact: LeafError = () => 0;

export function roundingBound(expression: Expression, leafError: LeafError = exact): number {
  const inner = (part: Expression): number => roundingBound(part, leafError);
  switch (expression.kind) {
    case "cell":
      return leafError(expression);
    case "constant":
      return Math.abs(expression.value) * U;
    case "sum":
      return ofSum(expression.terms, inner);
    case "product":
      return ofProduct(expression.factors, inner);
    case "quotient": {
      const [top, bottom] = [evaluate(expression.numerator), evaluate(expression.denominator)];
      const value = Math.abs(top / bottom);
      return (
        inner(expression.numerator) / Math.abs(bottom) +
        (value * inner(expression.denominator)) / Math.abs(bottom) +
        3 * U * value
      );
    }
    case "maximum":
      return Math.max(0, ...expression.among.map(inner));
    case "apply": {
      const error = inner(expression.argument);
      const passed =
        error === 0
          ? 0
          : error * steepness(expression.name, evaluate(expression.argument), expression.value);
      return passed + FUNCTION_UNITS * U * (1 + Math.abs(expression.value));
    }
    case "named":
      return inner(expression.expression);
    default:
      expression satisfies never;
      return Number.NaN;
  }
}

function ofSum(terms: readonly Expression[], inner: (part: Expression) => number): number {
  let size = 0;
  let error = 0;
  for (const term of terms) {
    const own = inner(term);
    error += own;
    size += Math.abs(evaluate(term)) + own;
  }
  return error + terms.length * U * size;
}

function ofProduct(factors: readonly Expression[], inner: (part: Expression) => number): number {
  let value = 1;
  let error = 0;
  for (const factor of factors) {
    const own = Math.abs(evaluate(factor));
    error = error * own + value * inner(factor);
    value *= own;
  }
  return error + factors.length * U * value;
}

/** |f′| of a named function at `argument`; 1 for those that never stretch. */
function steepness(name: string, argument: number, value: number): number {
  if (name === "exp") return Math.abs(value);
  if (name === "log") return 1 / Math.abs(argument);
  if (name === "√") return 0.5 / Math.abs(value);
  if (name.startsWith("to the power "))
    return Math.abs((Number(name.slice("to the power ".length)) * value) / argument);
  return 1;
}
