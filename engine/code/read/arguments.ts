/**
 * Arguments of a call, read one by one; what is not understood is named, with its place and with
 * what would be.
 */
import { nearest } from "../../graph/suggest";
import type { Notes } from "./notes";
import { problemAt } from "./tokens";
import { type GivenValue, type GivenValues, type Value, written } from "./values";

/** Named arguments that change neither a number of the network nor its shape. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  "activity_regularizer",
  "batch_size",
  "beta_constraint",
  "beta_regularizer",
  "bias_constraint",
  "bias_initializer",
  "bias_regularizer",
  "device",
  "dtype",
  "gamma_constraint",
  "gamma_regularizer",
  "inplace",
  "kernel_constraint",
  "kernel_initializer",
  "kernel_regularizer",
  "name",
  "seed",
  "trainable",
]);
/** These are said by everybody and worth no word. */
const UNTOLD: ReadonlySet<string> = new Set(["batch_size", "inplace", "name"]);

export class Arguments {
  private readonly used = new Set<string>();

  constructor(
    private readonly notes: Notes,
    readonly full: string,
    readonly given: GivenValues,
    private readonly order: readonly string[],
  ) {
    for (const [at, name] of order.entries()) {
      const twice = given.named.get(name);
      if (twice !== undefined && at < given.positional.length)
        throw this.problem(twice.nameAt, `${name} is given twice`);
    }
    const extra = given.positional[order.length];
    if (extra !== undefined)
      throw this.problem(extra.at, `${full} is given too many arguments. ${takes(order)}`);
  }

  /** Argument `name`, by name or by position; undefined where it is missing. */
  find(name: string): GivenValue | undefined {
    this.used.add(name);
    const place = this.order.indexOf(name);
    return this.given.named.get(name) ?? (place < 0 ? undefined : this.given.positional[place]);
  }

  /** The same, None counting as missing. */
  value(name: string): GivenValue | undefined {
    const found = this.find(name);
    return found?.value.kind === "none" ? undefined : found;
  }

  whole(name: string, otherwise?: number): number {
    const found = this.find(name);
    if (found === undefined && otherwise !== undefined) return otherwise;
    if (found !== undefined && isWhole(found.value)) return found.value.value;
    throw this.wrong(name, found, `${this.full} needs a whole number for ${name}`);
  }

  /** A whole number, or two of them: height and width. */
  pair(name: string, otherwise?: number): number | readonly [number, number] {
    const found = this.find(name);
    if (found?.value.kind !== "list") return this.whole(name, otherwise);
    const [height, width, ...more] = found.value.items;
    if (height === undefined || width === undefined || more.length > 0)
      throw this.problem(
        found.at,
        `${name} takes one whole number, or two in brackets: height and width`,
      );
    if (!isWhole(height) || !isWhole(width))
      throw this.wrong(name, found, `${name} takes whole numbers`);
    return height.value === width.value ? height.value : [height.value, width.value];
  }

  /** Python's idea of true and false; None is false. */
  flag(name: string, otherwise: boolean): boolean {
    const found = this.find(name);
    if (found === undefined) return otherwise;
    const { value } = found;
    if (value.kind === "truth") return value.value;
    if (value.kind === "none") return false;
    if (value.kind === "number" && (value.value === 0 || value.value === 1))
      return value.value === 1;
    throw this.wrong(name, found, `${name} is True or False`);
  }

  /** One of a few words in quotes, in any case; null where nothing is said. */
  choice<Word extends string>(name: string, words: readonly Word[]): Word | null {
    const found = this.value(name);
    if (found === undefined) return null;
    const said = found.value.kind === "text" ? found.value.value : undefined;
    const word = words.find((one) => one === said?.toLowerCase());
    if (word !== undefined) return word;
    const close = said === undefined ? undefined : nearest(said, words);
    const guess = close === undefined ? "" : `; did you mean "${close}"?`;
    throw this.wrong(
      name,
      found,
      `${name} is ${words.map((one) => `"${one}"`).join(" or ")}`,
      guess,
    );
  }

  number(name: string, otherwise: number): number {
    const found = this.find(name);
    if (found === undefined) return otherwise;
    if (found.value.kind === "number") return found.value.value;
    throw this.wrong(name, found, `${name} is a number`);
  }

  /** Refuses any other value than these: what it would mean is not drawn here. */
  only(name: string, ...usual: readonly (string | number | boolean | null)[]): void {
    const found = this.find(name);
    if (found === undefined) return;
    const { value } = found;
    const said =
      value.kind === "none"
        ? null
        : value.kind === "number" || value.kind === "text" || value.kind === "truth"
          ? value.value
          : value.kind === "list" && value.items.every((one) => isWhole(one) && one.value === 1)
            ? 1
            : undefined;
    if (said !== undefined && usual.includes(said)) return;
    throw this.wrong(
      name,
      found,
      `${name}=${written(value)} is not understood here; only ${usual.map((one) => (one === null ? "None" : one === true ? "True" : one === false ? "False" : String(one))).join(" or ")} is`,
      "",
    );
  }

  /** Call last: refuses arguments that were given and not asked for. */
  done(): void {
    const known = [...this.used];
    const all = [...new Set([...this.order, ...known])];
    for (const [name, { nameAt }] of this.given.named) {
      if (known.includes(name)) continue;
      if (WITHOUT_EFFECT.has(name)) {
        if (!UNTOLD.has(name)) this.notes.add(nameAt, `${name} does not change the network`);
        continue;
      }
      const close = nearest(name, known);
      const guess = close === undefined ? "." : `; did you mean ${close}?`;
      throw this.problem(nameAt, `${this.full} has no ${name} here${guess} ${takes(all)}`);
    }
    for (const { at, value } of this.given.positional)
      if (value.kind === "unknown")
        throw this.problem(at, `this argument must be known: ${value.why}`);
  }

  problem(at: number | undefined, what: string): Error {
    return problemAt(this.notes.source, at ?? this.given.at, what);
  }

  /** "…, not 3.0", or why the value is not known. */
  private wrong(name: string, found: GivenValue | undefined, what: string, end?: string): Error {
    if (found?.value.kind === "unknown")
      return this.problem(found.value.at, `${name} must be known: ${found.value.why}`);
    const instead = found === undefined ? "" : `, not ${written(found.value)}`;
    return this.problem(found?.at, end === "" ? what : `${what}${instead}${end ?? ""}`);
  }
}

function takes(names: readonly string[]): string {
  return names.length === 0 ? "It takes nothing" : `It takes ${names.join(", ")}`;
}

function isWhole(
  value: Value,
): value is { readonly kind: "number"; readonly value: number; readonly isFloat: false } {
  return value.kind === "number" && !value.isFloat && Number.isInteger(value.value);
}
