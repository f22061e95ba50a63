/** Fields of several numbers: nested lists of rank 1 to 4, and pairs of height and width. */
import { same } from "../../shell/codec";
import { finite } from "../untrusted";
import type { Properties, PropertyValues } from "../widget";
import type { Common, Field, MatrixKind, Preset, Sized } from "./field";

type Rank = MatrixKind["rank"];

/** Numbers nested as deep as the rank: rows of columns, planes of rows, … */
export type Nested<Of extends Rank> = Of extends 1
  ? readonly number[]
  : Of extends 2
    ? readonly (readonly number[])[]
    : Of extends 3
      ? readonly (readonly (readonly number[])[])[]
      : readonly (readonly (readonly (readonly number[])[])[])[];

export interface MatrixOptions<Of extends Rank> extends Common {
  readonly rank: Of;
  readonly standard: NoInfer<Nested<Of>>;
  /** Longest side. */
  readonly side: number;
  /** Largest magnitude of a number. */
  readonly largest: number;
  /**
   * Ready-made values by name. An author writes `<property>_preset="name"`; a link or a `set` may
   * write the name in the field's place.
   */
  readonly presets?: readonly (Preset & { readonly matrix: Nested<Of> })[];
  /** Of rank 2: a control that makes it a larger or smaller square. */
  readonly sized?: Sized;
}

/**
 * A nested list of numbers, every row as long as the others. An author's empty text is the
 * standard.
 */
export function matrix<const Of extends Rank>(options: MatrixOptions<Of>): Field<Nested<Of>> {
  const { rank, standard, side, largest, presets = [], says, label, control } = options;
  const named = (name: string): string => options.property ?? name;
  const byName = (name: unknown): Nested<Of> | undefined =>
    presets.find((preset) => preset.name === name)?.matrix;
  const property = {
    type: "matrix",
    rank,
    maxExtent: side,
    maxValue: largest,
    default: "",
    description: says,
  } as const;
  const silent = options.property === null;
  return {
    label,
    control,
    standard,
    kind: { type: "matrix", rank, side, largest, presets, sized: options.sized ?? null },
    properties: (name): Properties => {
      if (silent) return {};
      const numbers = { [named(name)]: property };
      return presets.length === 0
        ? numbers
        : { ...presetProperty(named(name), presets), ...numbers };
    },
    given: (properties, name) =>
      silent
        ? undefined
        : (byName(properties[`${named(name)}_preset`]) ?? filled(properties[named(name)])),
    written: (value, name): PropertyValues =>
      silent ? {} : { [named(name)]: same(value, standard) ? "" : value },
    read: (untrusted, fallback) =>
      byName(untrusted) ?? nested(untrusted, rank, side, largest) ?? fallback,
  };
}

function presetProperty(name: string, presets: readonly Preset[]): Properties {
  return {
    [`${name}_preset`]: {
      type: "choice",
      options: ["own", ...presets.map((preset) => preset.name)],
      default: "own",
      description: `A ready-made value. \`own\`: the numbers of \`${name}\`, or its standard when there are none.`,
    },
  };
}

/** An author's empty text or list says nothing. */
function filled(value: unknown): unknown {
  return Array.isArray(value) && value.length > 0 ? value : undefined;
}

/** The value as a full nested list of acceptable numbers, or undefined. */
export function nested<Of extends Rank>(
  value: unknown,
  rank: Of,
  side: number,
  largest: number,
): Nested<Of> | undefined {
  const shape: number[] = [];
  const fits = (inner: unknown, depth: number): boolean => {
    if (depth === rank)
      return typeof inner === "number" && Number.isFinite(inner) && Math.abs(inner) <= largest;
    if (!Array.isArray(inner) || inner.length < 1 || inner.length > side) return false;
    shape[depth] ??= inner.length;
    return inner.length === shape[depth] && inner.every((item) => fits(item, depth + 1));
  };
  // It is a list of exactly this depth, which the type cannot see.
  return fits(value, 0) ? (value as Nested<Of>) : undefined;
}

export type Pair = readonly [number, number];

export interface PairOptions extends Common {
  readonly from: number;
  readonly to: number;
  readonly standard: Pair;
}

/**
 * Two whole numbers, down and across: [height, width]. An author writes one number when they agree
 * and `<property>_sides` when they differ; one number is read everywhere as two.
 */
export function pair(options: PairOptions): Field<Pair> {
  const { from, to, standard, label, control } = options;
  const named = (name: string): string => options.property ?? name;
  const silent = options.property === null;
  const whole = (value: unknown): value is number =>
    Number.isInteger(value) && finite(value, from - 1) >= from && finite(value, to + 1) <= to;
  return {
    label,
    control,
    standard,
    kind: { type: "pair", from, to },
    properties: (name) => (silent ? {} : pairProperties(named(name), options)),
    given: (properties: PropertyValues, name: string) => {
      if (silent) return undefined;
      const one = properties[named(name)];
      // The default of the one number stands for both numbers of the standard.
      return filled(properties[`${named(name)}_sides`]) ?? (one === standard[0] ? standard : one);
    },
    written: (value, name): PropertyValues => {
      if (silent) return {};
      const [down, across] = value;
      const one = down === across && standard[0] === standard[1];
      const sides = one || same(value, standard) ? "" : [down, across];
      return { [named(name)]: sides === "" ? down : standard[0], [`${named(name)}_sides`]: sides };
    },
    read: (untrusted, fallback) => {
      const [down, across = down]: readonly unknown[] = Array.isArray(untrusted)
        ? untrusted
        : [untrusted];
      return whole(down) && whole(across) ? [down, across] : fallback;
    },
  };
}

function pairProperties(name: string, { from, to, standard, says }: PairOptions): Properties {
  return {
    [name]: { type: "integer", min: from, max: to, default: standard[0], description: says },
    [`${name}_sides`]: {
      type: "matrix",
      rank: 1,
      maxExtent: 2,
      maxValue: Math.max(Math.abs(from), Math.abs(to)),
      default: "",
      description: "The same down and across, where they differ.",
    },
  };
}

/** A copy of rank 2 with other sides: cut, or filled up with `fill`. */
export function resized(
  value: Nested<2>,
  [rows, columns]: Pair,
  fill: (row: number, column: number) => number = () => 0,
): Nested<2> {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => value[row]?.[column] ?? fill(row, column)),
  );
}

/** The ready-made value that these numbers are, or null. */
export function presetOf<Known extends Preset>(
  presets: readonly Known[],
  value: unknown,
): Known | null {
  return presets.find((preset) => same(preset.matrix, value)) ?? null;
}
