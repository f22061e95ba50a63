/**
 * Arithmetic in a number format: every cell is rounded as it is read, and every sum of two,
 * product, quotient and function once more. What a machine of that format would get, operation by
 * operation.
 *
 * f16: 11 bits of significand, largest number 65,504; f32: 24 bits, 3.4·10³⁸; f64: 53 bits.
 * Rounding is to nearest, ties to even, with gradual underflow. Source  IEEE 754-2019, section 4.3.
 */
import type { Expression } from "./expression";

export type NumberFormat = "f16" | "f32" | "f64";

const HALF = { most: 65_504, places: 10, least: -14 } as const;

/** The nearest number of the format; infinite where it is too large for it. */
export function rounded(value: number, format: NumberFormat): number {
  if (format === "f64" || !Number.isFinite(value) || value === 0) return value;
  return format === "f32" ? Math.fround(value) : half(value);
}

function half(value: number): number {
  const exponent = Math.max(HALF.least, Math.floor(Math.log2(Math.abs(value))));
  const unit = 2 ** (exponent - HALF.places);
  const near = toEven(value / unit) * unit;
  return Math.abs(near) > HALF.most ? Math.sign(value) * Number.POSITIVE_INFINITY : near;
}

function toEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below;
}

/**
 * Functions that are computed again from their rounded argument; of others the exact value counts.
 */
const FUNCTIONS: Readonly<Record<string, (value: number) => number>> = {
  exp: Math.exp,
  log: Math.log,
  "√": Math.sqrt,
  tanh: Math.tanh,
};

/** The value of a tree with every operation rounded, in the order written. */
export function evaluateIn(expression: Expression, format: NumberFormat): number {
  const inner = (part: Expression): number => evaluateIn(part, format);
  const folded = (
    parts: readonly Expression[],
    start: number,
    both: (a: number, b: number) => number,
  ): number => {
    const [first, ...rest] = parts;
    if (first === undefined) return start;
    return rest.reduce((so, part) => rounded(both(so, inner(part)), format), inner(first));
  };
  switch (expression.kind) {
    case "cell":
    case "constant":
      return rounded(expression.value, format);
    case "sum":
      return folded(expression.terms, 0, (a, b) => a + b);
    case "product":
      return folded(expression.factors, 1, (a, b) => a * b);
    case "quotient":
      return rounded(inner(expression.numerator) / inner(expression.denominator), format);
    case "maximum": {
      const chosen = expression.among[expression.chosen];
      return chosen === undefined ? Number.NEGATIVE_INFINITY : inner(chosen);
    }
    case "apply": {
      const known = FUNCTIONS[expression.name];
      const exact = known === undefined ? expression.value : known(inner(expression.argument));
      return rounded(exact, format);
    }
    case "named":
      return inner(expression.expression);
    default:
      expression satisfies never;
      return Number.NaN;
  }
}

/** The same tree with 0 in place of every maximum: a softmax that does not subtract it. */
export function withoutMaximum(expression: Expression): Expression {
  const inner = withoutMaximum;
  switch (expression.kind) {
    case "cell":
    case "constant":
      return expression;
    case "sum":
      return { ...expression, terms: expression.terms.map(inner) };
    case "product":
      return { ...expression, factors: expression.factors.map(inner) };
    case "quotient":
      return {
        ...expression,
        numerator: inner(expression.numerator),
        denominator: inner(expression.denominator),
      };
    case "maximum":
      return { kind: "constant", value: 0 };
    case "apply":
      return { ...expression, argument: inner(expression.argument) };
    case "named":
      return { kind: "named", name: expression.name, expression: inner(expression.expression) };
    default:
      expression satisfies never;
      return expression;
  }
}
