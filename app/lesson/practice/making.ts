/**
 * What the generators share: drawing from the seed, small convolutions by the reference op, and the
 * check of an exercise.
 */
import { t } from "../../language/words";
import { evaluate, type Expression, type Role } from "../../../engine/core/expression";
import { random, type Random } from "../../../engine/core/random";
import { fromNested, tensor, toNested, type Tensor } from "../../../engine/core/tensor";
import { conv2d } from "../../../engine/ops/conv2d/conv2d";
import { tidy } from "../../figures/describe/number";
import type { Property, PropertyValues } from "../../widgets/widget";
import type {
  ChoiceField,
  Exercise,
  Feedback,
  Field,
  Input,
  NumericField,
  Part,
  Verdict,
} from "./practice";

export type Rows = readonly (readonly number[])[];

/** An independent stream for exercise `index` of the series `seed`. */
export function drawing(name: string, seed: number, index: number): Random {
  return random(seed).split(`${name} ${index}`);
}

/** A whole number from `low` to `high`, both included. */
export function between(from: Random, low: number, high: number): number {
  return low + from.below(Math.max(1, high - low + 1));
}

export function pick<Item>(from: Random, items: readonly [Item, ...Item[]]): Item {
  return items[from.below(items.length)] ?? items[0];
}

export function drawRows(
  from: Random,
  rows: number,
  columns: number,
  low: number,
  high: number,
): number[][] {
  return Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => between(from, low, high)),
  );
}

/** An option that an author may set, with its limits. */
export function whole(min: number, max: number, standard: number, description: string): Property {
  return { type: "integer", min, max, default: standard, description };
}

export function numberOf(options: PropertyValues, name: string, otherwise: number): number {
  const value = options[name];
  return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
}

/** Size of the output along one side: what the reference op says. */
export function outputSize(n: number, f: number, p: number, s: number): number {
  return conv2d.shapes({ x: [1, 1, n, n], w: [1, 1, f, f] }, attributes(f, f, s, p)).y[2] ?? 0;
}

export function attributes(
  rows: number,
  columns: number,
  stride: number,
  padding: number,
): ReturnType<typeof conv2d.normalise> {
  return conv2d.normalise({
    out_channels: 1,
    kernel_size: [rows, columns],
    stride,
    padding,
    bias: false,
  });
}

/** A matrix as one image with one channel. */
export function plane(rows: Rows): Tensor<Float64Array> {
  const { shape, data } = fromNested(rows);
  return tensor([1, 1, ...shape], data);
}

/** The rows of one image with one channel. */
export function rowsOf(of: Tensor): number[][] {
  const nested = toNested(tensor(of.shape.slice(-2), of.data));
  return Array.isArray(nested)
    ? nested.map((row) => (Array.isArray(row) ? row.map(Number) : [Number(row)]))
    : [];
}

export interface Term {
  readonly left: number;
  readonly right: number;
  readonly product: number;
}

/** The products of a sum, in reading order. */
export function productsOf(expression: Expression): Term[] {
  if (expression.kind === "sum") return expression.terms.flatMap(productsOf);
  if (expression.kind === "named") return productsOf(expression.expression);
  if (expression.kind !== "product") return [];
  const [left, right] = expression.factors.map(evaluate);
  return [{ left: left ?? 0, right: right ?? 1, product: evaluate(expression) }];
}

/** A number that is asked for. */
export function answer(
  id: string,
  label: string,
  value: number,
  { role = "output", tolerance = 0 }: { readonly role?: Role; readonly tolerance?: number } = {},
): NumericField {
  return { kind: "number", id, label, role, value, tolerance, optional: false };
}

/** A choice that is asked for; `value` is the place of the right option. */
export function choice(
  id: string,
  label: string,
  role: Role,
  { value, options }: Pick<ChoiceField, "value" | "options">,
): ChoiceField {
  return { kind: "choice", id, label, role, value, options, optional: false };
}

/** A number on the way to the answer. */
export function step(id: string, label: string, value: number, tolerance = 0): NumericField {
  return { kind: "number", id, label, role: "constant", value, tolerance, optional: true };
}

/** A number as it is written: a true minus sign, at most four decimals. */
export function written(value: number): string {
  return tidy(String(Number(value.toFixed(4)) + 0));
}

/** As a factor: negative ones in brackets. */
export function factor(value: number): string {
  return value < 0 ? `(${written(value)})` : written(value);
}

export function productLine({ left, right, product }: Term): string {
  return `${factor(left)} · ${factor(right)} = ${written(product)}`;
}

export function sumLine(values: readonly number[]): string {
  const shown = values.map((value, at) =>
    at === 0 ? written(value) : value < 0 ? ` − ${written(-value)}` : ` + ${written(value)}`,
  );
  return `${shown.join("")} = ${written(values.reduce((total, value) => total + value, 0))}`;
}

/**
 * A wrong way to the answer: the number it gives (the place of a choice) and what to say. The first
 * one that fits is said.
 */
export interface Mistake {
  readonly value: number;
  readonly says: string;
}

export interface Draft {
  readonly ask: readonly Part[];
  /** The answer is the last. */
  readonly fields: readonly Field[];
  readonly hints: readonly string[];
  readonly solution: readonly Part[];
  /** What is known about wrong values of a field, by its id. */
  readonly mistakes: Readonly<Record<string, readonly Mistake[]>>;
  /** What is wrong with code, by the id of its field; null when nothing is. */
  readonly readers?: Readonly<Record<string, (code: string) => string | null>>;
  /** What to say when all is right. */
  readonly praise: string;
}

export function exercise(draft: Draft): Exercise {
  return {
    ask: draft.ask,
    fields: draft.fields,
    hints: draft.hints,
    solution: draft.solution,
    check: (inputs) => checked(draft, inputs),
  };
}

function checked(draft: Draft, inputs: readonly Input[]): Feedback {
  const { fields, praise } = draft;
  const problems = fields.map((field, at) => problemOf(draft, field, inputs[at] ?? null));
  const verdicts = problems.map(
    (problem): Verdict => (problem === "" ? "right" : problem === null ? "empty" : "wrong"),
  );
  const wrong = problems.find((problem) => problem !== null && problem !== "");
  if (typeof wrong === "string") return { right: false, fields: verdicts, message: wrong };
  const missing = fields.filter((one, at) => verdicts[at] === "empty" && !one.optional);
  if (missing.length === 0) return { right: true, fields: verdicts, message: praise };
  const steps = verdicts.filter((verdict) => verdict === "right").length;
  const so = t("{count, plural, one {That step is right.} other {Those # steps are right.}}", {
    count: steps,
  });
  const still = t("Still to fill in: {fields}.", { fields: listed(missing.map(named)) });
  return {
    right: false,
    fields: verdicts,
    message: steps === 0 ? still : `${so} ${still}`,
  };
}

/** null: nothing is there; "": right; else what is wrong. */
function problemOf({ mistakes, readers }: Draft, field: Field, given: Input): string | null {
  if (given === null) return null;
  const known = mistakes[field.id] ?? [];
  switch (field.kind) {
    case "code":
      return readers?.[field.id]?.(String(given)) ?? "";
    case "choice":
      if (given === field.value) return "";
      return (
        known.find(({ value }) => value === given)?.says ?? t("That is not one of the choices.")
      );
    case "number":
      if (typeof given !== "number") return t("{field} is a number.", { field: named(field) });
      if (Math.abs(given - field.value) <= field.tolerance + 1e-9 * Math.abs(field.value))
        return "";
      return about(field, given, known);
    default:
      field satisfies never;
      return null;
  }
}

function about(
  field: Extract<Field, { kind: "number" }>,
  given: number,
  mistakes: readonly Mistake[],
): string {
  const mistake = mistakes.find(
    ({ value }) =>
      Math.abs(value - given) <= field.tolerance && Math.abs(value - field.value) > field.tolerance,
  );
  if (mistake !== undefined) return `${isNot(field, given)} ${mistake.says}`;
  if (given === -field.value && field.value !== 0)
    return t("{field}: {value} has the wrong sign.", {
      field: named(field),
      value: written(given),
    });
  return isNot(field, given);
}

function isNot(field: Field, given: number): string {
  return t("{field} is not {value}.", { field: named(field), value: written(given) });
}

function named({ label }: Field): string {
  return label.replace(/\s*=?\s*$/, "");
}

/** The items in an order of the seed's choosing. */
export function shuffled<Item>(from: Random, items: readonly Item[]): Item[] {
  const left = [...items];
  return items.map(() => left.splice(from.below(left.length), 1)).flat();
}

/** Said wherever an exercise names a place: the figures count from 0. */
export const FROM_ZERO = "Rows and columns count from 0.";

/** "3, −1, 2": as the language puts a list. */
export function listed(values: readonly (number | string)[]): string {
  return values.map((one) => (typeof one === "number" ? written(one) : one)).join(t(", "));
}

/** "z₁": a name with its place. */
export function subscript(digit: number): string {
  return String.fromCodePoint(0x2080 + digit);
}

/** The rows of what a convolution or a pooling makes of one image. */
export function rowsMade({ y }: Readonly<Record<string, Tensor | undefined>>): number[][] {
  return rowsOf(y ?? plane([[0]]));
}

/** The input's cells under a window. */
export function cellsUnder(
  [row, column]: readonly [number, number],
  { f, s, p = 0 }: { readonly f: number; readonly s: number; readonly p?: number },
): [number, number][] {
  return Array.from({ length: f * f }, (_, cell) => [
    row * s - p + Math.floor(cell / f),
    column * s - p + (cell % f),
  ]);
}

export const text = (words: string): Part => ({ kind: "text", text: words });
export const arithmetic = (line: string): Part => ({ kind: "arithmetic", text: line });
