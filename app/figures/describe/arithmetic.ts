/**
 * The arithmetic of one number, laid out so that it adds up exactly as displayed.
 *
 * An Expression becomes lines: labelled groups first, each with its sub-total, then the whole. In
 * every line the operands as displayed evaluate to the result as displayed: "=" when exactly, "≈"
 * when that is the correctly rounded value, and otherwise the difference is written out as a
 * remainder term. Operands that are short decimals are shown whole; others get as many digits (4 to
 * 6 significant) as it takes for the result to have the four digits that numbers have everywhere.
 */
import {
  evaluate,
  type Cell,
  type Expression,
  type Product,
  type Role,
} from "../../../engine/core/expression";
import {
  compare,
  decimalsOf,
  parseFraction,
  round,
  subtract,
  toNumber,
  type Fraction,
} from "./fraction";
import { decimalsNeeded, show, showExact, showSignificant, type Shown } from "./number";
import { applied, joined, largestOf, negated, number, quotient, sum, type Part } from "./parts";

export interface NumberPiece {
  readonly kind: "number";
  readonly text: string;
  readonly role: Role;
  /** The cell that this number is; absent for constants and sub-totals. */
  readonly cell?: Cell;
  /** Why a constant is there ("padding"), or the name of a sub-total. */
  readonly note?: string;
}

export type Piece = NumberPiece | { readonly kind: "sign"; readonly text: string };

export interface Line {
  readonly label: string;
  readonly pieces: readonly Piece[];
  readonly relation: "=" | "≈";
  readonly result: NumberPiece;
  /** What rounding the operands left over; written as one more term of the line. */
  readonly remainder: NumberPiece | null;
}

export interface Arithmetic {
  /** Groups in the order written; the last line is the whole. */
  readonly lines: readonly Line[];
}

export interface Result {
  readonly value?: number;
  readonly role?: Role;
  readonly cell?: Cell;
  readonly label?: string;
}

/** Significant digits: of operands, of sub-totals, of the whole. */
interface Digits {
  readonly leaf: number;
  readonly part: number;
  readonly whole: number;
}

/**
 * Tried in this order: as many digits in the result as in the operands; more in the operands, since
 * each is rounded; fewer in the result.
 */
const DIGITS: readonly Digits[] = [
  { leaf: 4, part: 4, whole: 4 },
  { leaf: 5, part: 4, whole: 4 },
  { leaf: 5, part: 5, whole: 4 },
  { leaf: 6, part: 5, whole: 4 },
  { leaf: 6, part: 6, whole: 4 },
  { leaf: 4, part: 3, whole: 3 },
  { leaf: 6, part: 5, whole: 5 },
];

interface Draft {
  readonly digits: Digits;
  readonly lines: Line[];
  /** Lines that are there already, cells and all: a mean used ten times is written once. */
  readonly written: Set<string>;
  /** Some line needed a remainder at this number of digits. */
  short: boolean;
}

/** `result.value` is the engine's number; without it the expression's own value is taken. */
export function layOut(expression: Expression, result: Result = {}): Arithmetic {
  const value = result.value ?? evaluate(expression);
  let first: Draft | null = null;
  for (const digits of DIGITS) {
    const draft: Draft = { digits, lines: [], written: new Set(), short: false };
    const part = isGroup(expression) ? bodyOf(expression, draft) : partOf(expression, draft);
    const cell = result.cell === undefined ? {} : { cell: result.cell };
    const whole = { role: result.role ?? "output", ...cell };
    draft.lines.push(close(part, value, draft, whole, result.label ?? "", digits.whole));
    if (!draft.short) return { lines: draft.lines };
    first ??= draft;
  }
  return { lines: first?.lines ?? [] };
}

/** "4 × 1 + 9 × 0 + 2 × (−1) = 2": what a reader could type into a calculator. */
export function lineText(line: Line): string {
  const left = line.pieces.map((piece) => piece.text).join("");
  const rest = line.remainder === null ? "" : ` + ${parenthesised(line.remainder.text)}`;
  return `${left}${rest} ${line.relation} ${line.result.text}`;
}

function isGroup(expression: Expression): boolean {
  return (
    (expression.kind === "sum" && expression.label !== undefined) ||
    expression.kind === "named" ||
    expression.kind === "apply"
  );
}

/** A group's own terms; anywhere else the group is one number, with a line of its own. */
function bodyOf(expression: Expression, draft: Draft): Part {
  if (expression.kind === "sum")
    return sum(
      expression.terms.map((term) => partOf(term, draft)),
      evaluate(expression),
    );
  if (expression.kind === "named")
    return isGroup(expression.expression)
      ? bodyOf(expression.expression, draft)
      : partOf(expression.expression, draft);
  if (expression.kind === "apply")
    return applied(expression.name, partOf(expression.argument, draft), expression.value);
  return partOf(expression, draft);
}

function partOf(expression: Expression, draft: Draft): Part {
  switch (expression.kind) {
    case "cell":
      return number(leaf(expression.value, draft), expression.value, {
        role: expression.role,
        cell: expression,
      });
    case "constant":
      return number(
        leaf(expression.value, draft),
        expression.value,
        constantNote(expression.note ?? expression.symbol),
      );
    case "product":
      return productOf(expression, draft);
    case "quotient":
      return quotient(
        partOf(expression.numerator, draft),
        partOf(expression.denominator, draft),
        evaluate(expression),
      );
    case "maximum":
      return largestOf(
        expression.among.map((candidate) => partOf(candidate, draft)),
        expression.chosen,
        evaluate(expression),
      );
    case "sum":
      return expression.label === undefined
        ? bodyOf(expression, draft)
        : grouped(expression, expression.label, draft);
    case "named":
    case "apply":
      return grouped(expression, expression.name, draft);
    default:
      expression satisfies never;
      return number(show(Number.NaN, 0), Number.NaN, { role: "constant" });
  }
}

/** −1 times one factor, as the engine writes a difference, is that factor with a minus. */
function productOf(product: Product, draft: Draft): Part {
  const factors = product.factors.map((factor) => partOf(factor, draft));
  const [first] = product.factors;
  const [minus, other, third] = factors;
  const isNegation = first?.kind === "constant" && first.symbol === "−1" && third === undefined;
  return isNegation && minus !== undefined && other !== undefined
    ? negated([minus, other], evaluate(product))
    : joined(factors, evaluate(product));
}

function constantNote(note: string | undefined): { role: Role; note?: string } {
  return note === undefined ? { role: "constant" } : { role: "constant", note };
}

function grouped(expression: Expression, label: string, draft: Draft): Part {
  const value = evaluate(expression);
  const piece = { role: "constant", note: label } as const;
  const line = close(bodyOf(expression, draft), value, draft, piece, label, draft.digits.part);
  const key = JSON.stringify(line);
  if (!draft.written.has(key)) draft.lines.push(line);
  draft.written.add(key);
  const { text } = line.result;
  return number({ text, exact: parseFraction(text) }, value, piece);
}

function leaf(value: number, draft: Draft): Shown {
  return decimalsNeeded(value) <= 4 && Math.abs(value) < 1e7
    ? show(value, 4)
    : showSignificant(value, draft.digits.leaf);
}

/**
 * The result as it may be displayed, best first: to the places that its largest term deserves, then
 * to its own digits.
 */
function* candidates(value: number, largest: number, digits: number): Generator<Shown> {
  const scale = Math.max(Math.abs(value), largest / 100);
  const places = scale === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(scale)));
  if (places <= 6) yield show(value, places);
  yield showSignificant(value, digits);
}

function close(
  part: Part,
  value: number,
  draft: Draft,
  result: Omit<NumberPiece, "kind" | "text">,
  label: string,
  digits: number,
): Line {
  const line = (shown: Shown, relation: "=" | "≈", remainder: NumberPiece | null = null): Line => ({
    label,
    pieces: part.pieces,
    relation,
    result: { kind: "number", text: shown.text, ...result },
    remainder,
  });
  const { exact } = part;
  if (exact === null || !Number.isFinite(value)) return line(show(value, 4), "=");
  const whole = wholeResult(exact, value);
  if (whole !== null) return line(whole, "=");
  const rounded = [...candidates(value, part.largest, digits)];
  for (const shown of rounded)
    if (shown.exact !== null && roundsTo(exact, shown))
      return line(shown, part.opaque || compare(exact, shown.exact) !== 0 ? "≈" : "=");
  draft.short = true;
  return closeWithRemainder(exact, rounded[0] ?? show(value, 6), line);
}

/** The displayed operands' exact value, when it is short and is the engine's number too. */
function wholeResult(exact: Fraction, value: number): Shown | null {
  const decimals = decimalsOf(exact);
  if (decimals === null || decimals > 6) return null;
  const shown = showExact(exact, decimals);
  return shown !== null && shown.text === show(value, decimals).text ? shown : null;
}

/** Whether `exact`, correctly rounded to the digits of `shown`, is `shown`. */
function roundsTo(exact: Fraction, shown: Shown): boolean {
  if (shown.exact === null) return false;
  if (shown.text.includes("e")) {
    const digits = (shown.text.split("e")[0] ?? "").replaceAll(/[^0-9]/g, "").length;
    return showSignificant(toNumber(exact), digits).text === shown.text;
  }
  const decimals = shown.text.split(/[.,]/)[1]?.length ?? 0;
  return compare(round(exact, decimals), shown.exact) === 0;
}

function closeWithRemainder(
  exact: Fraction,
  shown: Shown,
  line: (shown: Shown, relation: "=" | "≈", remainder: NumberPiece) => Line,
): Line {
  const difference = subtract(shown.exact ?? exact, exact);
  const decimals = decimalsOf(difference);
  const whole = decimals === null ? null : showExact(difference, decimals);
  const text = whole?.text ?? showSignificant(toNumber(difference), 6).text;
  return line(shown, whole === null ? "≈" : "=", {
    kind: "number",
    text,
    role: "constant",
    note: "rounding",
  });
}

function parenthesised(text: string): string {
  return text.startsWith("−") ? `(${text})` : text;
}
