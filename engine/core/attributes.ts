/**
 * Reads a layer's settings as a person wrote them and gives complete, checked values back.
 *
 * Every error names the op and the setting and says what is allowed: "conv2d: stride must be a
 * whole number from 1 to 64, got 0". A setting that the op does not have is an error too, with the
 * nearest one that it has as the hint.
 */
import { check, LabError } from "./errors";
import type { RawAttributes } from "./op";

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface AttributeReader {
  /** A whole number; without `otherwise` it must be given. */
  whole(name: string, range: Range, otherwise?: number): number;
  /** One whole number for both directions, or `[height, width]`. */
  pair(name: string, range: Range, otherwise?: readonly number[]): readonly number[];
  /** A finite number. */
  real(name: string, range: Range, otherwise: number): number;
  flag(name: string, otherwise: boolean): boolean;
  choice<Choice extends string>(
    name: string,
    choices: readonly Choice[],
    otherwise: Choice,
  ): Choice;
  /** The value as written, for settings with rules of their own. */
  raw(name: string): unknown;
  /** Throws for the first setting that was never asked for. */
  done(): void;
  fail(message: string, hint?: string): never;
}

export function readAttributes(op: string, raw: RawAttributes): AttributeReader {
  const known = new Set<string>();
  const fail = (message: string, hint = ""): never => {
    throw new LabError("attribute", `${op}: ${message}`, hint);
  };
  const read = (name: string): unknown => {
    known.add(name);
    return raw[name];
  };
  return {
    raw: read,
    fail,
    ...numbersIn(op, read, fail),
    flag(name, otherwise) {
      const value = read(name) ?? otherwise;
      return typeof value === "boolean"
        ? value
        : fail(`${name} must be true or false, got ${show(value)}`);
    },
    choice(name, choices, otherwise) {
      const value = read(name) ?? otherwise;
      return (
        choices.find((choice) => choice === value) ??
        fail(`${name} must be one of ${choices.join(", ")}, got ${show(value)}`)
      );
    },
    done() {
      const stranger = Object.keys(raw).find((name) => !known.has(name));
      if (stranger === undefined) return;
      const settings = [...known].join(", ");
      fail(
        `there is no setting "${stranger}"`,
        settings === "" ? `${op} has no settings` : `${op} has: ${settings}`,
      );
    },
  };
}

function numbersIn(
  op: string,
  read: (name: string) => unknown,
  fail: AttributeReader["fail"],
): Pick<AttributeReader, "whole" | "pair" | "real"> {
  const missing = (name: string): never =>
    fail(`${name} is missing`, `give ${op} a value for ${name}`);
  const wholeIn = (name: string, value: unknown, { from, to }: Range): number => {
    if (typeof value === "number" && Number.isInteger(value) && value >= from && value <= to)
      return value;
    return fail(`${name} must be a whole number from ${from} to ${to}, got ${show(value)}`);
  };
  return {
    whole(name, range, otherwise) {
      const value = read(name) ?? otherwise;
      return value === undefined ? missing(name) : wholeIn(name, value, range);
    },
    pair(name, range, otherwise) {
      const value = read(name) ?? otherwise;
      if (value === undefined) return missing(name);
      if (!isList(value)) return twice(wholeIn(name, value, range));
      if (value.length !== 2)
        return fail(`${name} must be one number or [height, width], got ${show(value)}`);
      return value.map((part) => wholeIn(name, part, range));
    },
    real(name, { from, to }, otherwise) {
      const value = read(name) ?? otherwise;
      if (typeof value === "number" && value >= from && value <= to) return value;
      return fail(`${name} must be a number from ${from} to ${to}, got ${show(value)}`);
    },
  };
}

/**
 * Padding around height and width as `[top, left, bottom, right]`, from one number, `[height,
 * width]` or all four. Throws "attribute" for anything else.
 */
export function readPadding(reader: AttributeReader, range: Range): readonly number[] {
  const value = reader.raw("padding") ?? 0;
  const parts = isList(value) ? value : [value, value];
  for (const part of parts)
    if (typeof part !== "number" || !Number.isInteger(part) || part < range.from || part > range.to)
      reader.fail(
        `padding must be whole numbers from ${range.from} to ${range.to}, got ${show(value)}`,
      );
  const [a = 0, b = 0, c = a, d = b] = parts.map(Number);
  if (parts.length === 2 || parts.length === 4) return [a, b, c, d];
  return reader.fail(
    `padding must be one number, [height, width] or [top, left, bottom, right], got ${show(value)}`,
  );
}

/** An attribute that `normalise` has made a pair. */
export function both(pair: readonly number[]): readonly [number, number] {
  const [height, width] = pair;
  check(
    height !== undefined && width !== undefined,
    "attribute",
    `expected [height, width], got ${show(pair)}`,
  );
  return [height, width];
}

function twice(value: number): readonly number[] {
  return [value, value];
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function show(value: unknown): string {
  return typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
}
