/** Arguments of a call, read one by one; what is not understood is named, with its place and what is. */
import { LabError } from "../../../../engine/core/errors";
import { nearest } from "../../../../engine/graph/suggest";
import { type Call, placeIn, type Value } from "./python";

/** Named arguments that change neither a size nor a number of parameters. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  "name",
  "inplace",
  "device",
  "dtype",
  "eps",
  "epsilon",
  "momentum",
  "kernel_initializer",
  "bias_initializer",
  "kernel_regularizer",
]);

export class Arguments {
  private readonly used = new Set<string>();

  constructor(
    private readonly text: string,
    readonly call: Call,
    private readonly order: readonly string[],
  ) {}

  /** The value of argument `name`, by name or by position. */
  value(name: string): Value | undefined {
    this.used.add(name);
    return this.call.named.get(name) ?? this.call.positional[this.order.indexOf(name)];
  }

  whole(name: string, otherwise?: number): number {
    const value = this.value(name);
    if (value === undefined && otherwise !== undefined) return otherwise;
    if (value?.kind === "number" && Number.isInteger(value.value)) return value.value;
    throw this.problem(value, `${this.call.full} needs a whole number for ${name}${value === undefined ? "" : `, not ${written(value)}`}`);
  }

  /** A number, or a pair of them: height and width. */
  pair(name: string, otherwise?: number): number | readonly [number, number] {
    const value = this.value(name);
    if (value?.kind !== "list") return this.whole(name, otherwise);
    const numbers = value.items.map((item) => (item.kind === "number" ? item.value : Number.NaN));
    const [height, width] = numbers;
    if (numbers.length !== 2 || height === undefined || width === undefined || !numbers.every(Number.isInteger))
      throw this.problem(value, `${name} takes one whole number, or two in brackets: height and width`);
    return height === width ? height : [height, width];
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.value(name);
    if (value === undefined) return otherwise;
    if (value.kind === "truth" && value.value !== null) return value.value;
    throw this.problem(value, `${name} is True or False, not ${written(value)}`);
  }

  /** One of a few words in quotes; null where nothing is said. */
  choice<Word extends string>(name: string, words: readonly Word[]): Word | null {
    const value = this.value(name);
    if (value === undefined || (value.kind === "truth" && value.value === null)) return null;
    const found = value.kind === "text" ? words.find((word) => word === value.value) : undefined;
    if (found !== undefined) return found;
    const close = value.kind === "text" ? nearest(value.value, words) : undefined;
    throw this.problem(
      value,
      `${name} is ${words.map((word) => `"${word}"`).join(" or ")}, not ${written(value)}${close === undefined ? "" : `; did you mean "${close}"?`}`,
    );
  }

  /** A list of whole numbers; null where it is something else or missing. */
  numbers(name: string): readonly number[] | null {
    const value = this.value(name);
    if (value?.kind === "number") return [value.value];
    if (value?.kind !== "list") return null;
    return value.items.map((item) => (item.kind === "number" ? item.value : Number.NaN));
  }

  number(name: string, otherwise: number): number {
    const value = this.value(name);
    if (value === undefined) return otherwise;
    if (value.kind === "number") return value.value;
    throw this.problem(value, `${name} is a number, not ${written(value)}`);
  }

  /** Refuses any other value of `name` than the usual one: what it would mean is not drawn here. */
  only(name: string, usual: string | number | boolean): void {
    const value = this.value(name);
    if (value === undefined || (value.kind !== "list" && value.kind !== "call" && value.value === usual)) return;
    throw this.problem(value, `${name}=${written(value)} is not understood here; only ${String(usual)} is`);
  }

  /** Call last: refuses arguments that were given and not asked for. */
  done(): void {
    const known = [...this.used];
    const takes = known.length === 0 ? "It takes nothing" : `It takes ${known.join(", ")}`;
    for (const [name, value] of this.call.named) {
      if (known.includes(name) || WITHOUT_EFFECT.has(name)) continue;
      const close = nearest(name, known);
      throw this.problem(
        this.call.namedAt.get(name) ?? value.at,
        `${this.call.full} has no ${name} here${close === undefined ? "." : `; did you mean ${close}?`} ${takes}`,
      );
    }
    const extra = this.call.positional[this.order.length];
    if (extra !== undefined) throw this.problem(extra, `${this.call.full} is given too many arguments. ${takes}`);
  }

  problem(where: Value | number | undefined, what: string): LabError {
    const at = typeof where === "number" ? where : (where?.at ?? this.call.at);
    return new LabError("format", `${placeIn(this.text, at)}: ${what}${what.endsWith("?") ? "" : "."}`);
  }
}

function written(value: Value): string {
  switch (value.kind) {
    case "number":
      return String(value.value);
    case "text":
      return `“${value.value.slice(0, 24)}”`;
    case "truth":
      return value.value === null ? "None" : value.value ? "True" : "False";
    case "list":
      return "a list";
    default:
      return `${value.full}(…)`;
  }
}
