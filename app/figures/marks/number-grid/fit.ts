/** How much of a number a cell has room for, and the type it is set in. Pure; CSS px. */
import { cellText } from "../../describe/fitted";

/** The smallest type there is. */
export const SMALLEST = 14;
/**
 * The width of a character of the type for numbers, Atkinson Hyperlegible Mono, as a share of it.
 */
const WIDE = 0.632;
const LARGEST = 64;

/** So many characters may fill their cell; longer numbers run together with their neighbours. */
const SHORT = 3;
/** What stays free between two long numbers, and between two short ones, as a share of a digit. */
const FREE = 0.5;
const FREE_OF_SHORT = 0.4;
/** What the longest number leaves free of its cell, at least. */
const TENTH = 0.1;
/** What is free at least where a cell is as small as it is. */
const TIGHT = 0.25;

/** How many characters fit a cell in the smallest type. */
export function roomIn(size: number, smallest: number): number {
  const digit = smallest * WIDE;
  return Math.max(
    2,
    Math.min(SHORT, Math.floor(size / digit - TIGHT)),
    Math.floor(size / digit - FREE),
  );
}

/** The smallest cell that has room for so many characters. */
export function cellFor(characters: number, smallest: number): number {
  const digit = smallest * WIDE;
  return Math.ceil((characters + (characters <= SHORT ? FREE_OF_SHORT : FREE)) * digit);
}

/**
 * The largest type in which the longest number fits its cell; one for the whole grid: sizes of type
 * mean nothing. `share` is how much of a cell's height a digit may take.
 */
export function fontFor(
  values: readonly (readonly (number | null)[])[],
  size: number,
  room: number,
  smallest: number,
  {
    share = 0.42,
    margin = 8,
    write,
    least = SMALLEST,
  }: {
    readonly share?: number | undefined;
    readonly margin?: number | undefined;
    readonly write?: ((value: number) => string) | undefined;
    /** No type is smaller, whether or not the cell has room for it. */
    readonly least?: number | undefined;
  } = {},
): number {
  let longest = 1;
  for (const row of values)
    for (const value of row)
      if (value !== null) longest = Math.max(longest, textOf(value, room, write).length);
  const most = Math.min(LARGEST, Math.round(size * share));
  return Math.max(
    Math.min(least, smallest),
    Math.min(most, Math.floor((size - Math.max(margin, TENTH * size)) / (longest * WIDE))),
  );
}

/** Texts that were written before, by room: the same few numbers come again and again. */
const written = new Map<number, Map<number, string>>();
const MOST_WRITTEN = 4096;

export function textOf(
  value: number,
  room: number,
  write: ((value: number) => string) | undefined,
): string {
  if (write !== undefined) return write(value);
  const known = written.get(room) ?? new Map<number, string>();
  written.set(room, known);
  const text = known.get(value) ?? cellText(value, room);
  if (known.size > MOST_WRITTEN) known.clear();
  known.set(value, text);
  return text;
}
