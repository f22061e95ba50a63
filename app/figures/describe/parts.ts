/**
 * Pieces of a line of arithmetic while it is being put together: what is written, what it is worth
 * exactly as written, and how tightly it binds (so that parentheses stand where a reader needs
 * them).
 */
import { t } from "../../language/words";
import {
  add,
  compare,
  divide,
  fraction,
  multiply,
  parseFraction,
  toNumber,
  ZERO,
  type Fraction,
} from "./fraction";
import type { NumberPiece, Piece } from "./arithmetic";
import type { Shown } from "./number";

export interface Part {
  readonly pieces: readonly Piece[];
  /** The value of the pieces as displayed; null when something in it is not finite. */
  readonly exact: Fraction | null;
  /** The largest magnitude among the terms: how far rounding can reach. */
  readonly largest: number;
  readonly binds: "atom" | "product" | "sum";
  /** Set where the part is −1 times another: a sum writes "− 5" and not "+ (−1) × 5". */
  readonly subtracts?: Part;
  /** `exact` is itself rounded (a function such as exp). */
  readonly opaque?: boolean;
}

export function number(
  shown: Shown,
  value: number,
  rest: Omit<NumberPiece, "kind" | "text">,
): Part {
  return {
    pieces: [{ kind: "number", text: shown.text, ...rest }],
    exact: shown.exact,
    largest: Math.abs(value),
    binds: "atom",
  };
}

export function sum(terms: readonly Part[], value: number): Part {
  if (terms.length === 0)
    return {
      pieces: [{ kind: "number", text: "0", role: "constant", note: t("nothing to add") }],
      exact: ZERO,
      largest: 0,
      binds: "atom",
    };
  const only = terms[0];
  if (terms.length === 1 && only !== undefined) return only;
  return {
    pieces: terms.flatMap((term, at) => (at === 0 ? term.pieces : signed(term))),
    exact: fold(terms, add),
    largest: Math.max(Math.abs(value), ...terms.map((term) => term.largest)),
    binds: "sum",
  };
}

/** A term behind the first: "+ 3 × 2", or "− 5" for −1 times 5. */
function signed(term: Part): readonly Piece[] {
  const { subtracts } = term;
  if (subtracts === undefined) return [sign(" + "), ...guarded(term, false)];
  return [sign(" − "), ...guarded(subtracts, true)];
}

/** −1 times a part. */
export function negated(factors: readonly [Part, Part], value: number): Part {
  return { ...joined(factors, value), subtracts: factors[1] };
}

export function joined(factors: readonly Part[], value: number): Part {
  const only = factors[0];
  if (factors.length === 1 && only !== undefined) return only;
  return {
    pieces: factors.flatMap((factor, at) =>
      at === 0 ? guarded(factor, true, true) : [sign(" × "), ...guarded(factor, true)],
    ),
    exact: fold(factors, multiply),
    largest: Math.abs(value),
    binds: "product",
  };
}

export function quotient(above: Part, below: Part, value: number): Part {
  const exact =
    above.exact === null || below.exact === null ? null : divide(above.exact, below.exact);
  const pieces = [
    ...guarded(above, true, true),
    sign(" / "),
    ...guarded({ ...below, binds: below.binds === "atom" ? "atom" : "sum" }, true),
  ];
  return { pieces, exact, largest: Math.abs(value), binds: "product" };
}

export function largestOf(among: readonly Part[], chosen: number, value: number): Part {
  const pieces = among.flatMap((part, at) =>
    at === 0 ? part.pieces : [sign(", "), ...part.pieces],
  );
  // Padding counts as −∞ and can never win, so it does not make the line inexact.
  const real = among.filter(
    (part) =>
      !(
        part.exact === null &&
        part.largest === Number.POSITIVE_INFINITY &&
        part.pieces[0]?.text === "−∞"
      ),
  );
  const exact = real.some((part) => part.exact === null) ? null : (among[chosen]?.exact ?? null);
  const beaten =
    exact !== null && among.some((part) => part.exact !== null && compare(part.exact, exact) > 0);
  return {
    pieces: [sign("max("), ...pieces, sign(")")],
    exact: beaten ? null : exact,
    largest: Math.abs(value),
    binds: "atom",
  };
}

/** Functions whose displayed argument is evaluated again, so that their line can be checked. */
const FUNCTIONS: Readonly<Record<string, (argument: number) => number>> = {
  relu: (argument) => Math.max(0, argument),
  abs: Math.abs,
  square: (argument) => argument * argument,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
  sigmoid: (argument) => 1 / (1 + Math.exp(-argument)),
  arctan: Math.atan,
};

export function applied(name: string, argument: Part, value: number): Part {
  const evaluated = FUNCTIONS[name];
  const at =
    argument.exact === null
      ? Number.NaN
      : evaluated === undefined
        ? value
        : evaluated(toNumber(argument.exact));
  const exact = Number.isFinite(at) ? parseFraction(String(at)) : null;
  return {
    pieces: [sign(`${name}(`), ...argument.pieces, sign(")")],
    exact,
    largest: Math.abs(value),
    binds: "atom",
    opaque: name !== "relu" && name !== "abs" && name !== "square",
  };
}

function fold(
  parts: readonly Part[],
  combine: (a: Fraction, b: Fraction) => Fraction,
): Fraction | null {
  let total: Fraction | null = null;
  for (const [at, part] of parts.entries()) {
    if (part.exact === null) return null;
    total = at === 0 || total === null ? part.exact : combine(total, part.exact);
  }
  return total ?? fraction(0n);
}

/** Parentheses round a sum inside a product, and round a negative number that is not first. */
function guarded(part: Part, inProduct: boolean, first = false): readonly Piece[] {
  if (inProduct && part.binds === "sum") return [sign("("), ...part.pieces, sign(")")];
  const [start, ...rest] = part.pieces;
  const negative = !first && start?.kind === "number" && start.text.startsWith("−");
  return negative ? [sign("("), start, sign(")"), ...rest] : part.pieces;
}

function sign(text: string): Piece {
  return { kind: "sign", text };
}
