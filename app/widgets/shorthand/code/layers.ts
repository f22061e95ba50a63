/** Arguments of a call, read one by one; what is not understood is named, with its place and what is. */
import { LabError } from "../../../../engine/core/errors";
import { nearest } from "../../../../engine/graph/suggest";
import { type Call, placeIn, type Value } from "./python";

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
    throw this.problem(value, `${this.call.full} needs a whole number for ${name}`);
  }

  /** A number, or a pair of them. */
  pair(name: string, otherwise?: number): number | readonly [number, number] {
    const value = this.value(name);
    if (value?.kind !== "list") return this.whole(name, otherwise);
    const numbers = value.items.map((item) => (item.kind === "number" ? item.value : Number.NaN));
    const [height, width] = numbers;
    if (numbers.length !== 2 || height === undefined || width === undefined || !numbers.every(Number.isInteger))
      throw this.problem(value, `${name} takes one whole number or two`);
    return height === width ? height : [height, width];
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.value(name);
    if (value === undefined) return otherwise;
    if (value.kind === "truth" && value.value !== null) return value.value;
    throw this.problem(value, `${name} is True or False`);
  }

  word(name: string): string | null {
    const value = this.value(name);
    if (value === undefined || (value.kind === "truth" && value.value === null)) return null;
    if (value.kind === "text") return value.value;
    throw this.problem(value, `${name} is a word in quotes`);
  }

  numbers(name: string): readonly number[] | null {
    const value = this.value(name);
    if (value?.kind !== "list") return null;
    return value.items.map((item) => (item.kind === "number" ? item.value : Number.NaN));
  }

  number(name: string, otherwise: number): number {
    const value = this.value(name);
    if (value === undefined) return otherwise;
    if (value.kind === "number") return value.value;
    throw this.problem(value, `${name} is a number`);
  }

  /** Call last: refuses arguments that were given and not asked for. */
  done(): void {
    const known = [...this.used];
    for (const [name, value] of this.call.named) {
      if (known.includes(name)) continue;
      const close = nearest(name, known);
      throw this.problem(
        value,
        `${this.call.full} has no ${name} here${close === undefined ? "" : `; did you mean ${close}?`} It takes ${known.join(", ")}`,
      );
    }
    if (this.call.positional.length > this.order.length)
      throw this.problem(this.call.positional[this.order.length], `${this.call.full} is given too many arguments`);
  }

  problem(value: Value | undefined, what: string): LabError {
    return new LabError("format", `${placeIn(this.text, value?.at ?? this.call.at)}: ${what}.`);
  }
}
