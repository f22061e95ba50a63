/** Random values for the tests: of a field, of a table's state, of an author's properties. */
import fc from "fast-check";
import type { Property, Properties, PropertyValues } from "../widget";
import type { Field, Fields, MatrixKind, StateOf } from "./field";
import type { Table } from "./table";

/** States that the table itself calls legal. */
export function states<Of extends Fields>(table: Table<Of>): fc.Arbitrary<StateOf<Of>> {
  const parts = Object.entries(table.fields).map(
    ([name, field]) => [name, valueOf(field)] as const,
  );
  return fc.record(Object.fromEntries(parts)).map((state) => table.restore(state, table.standard));
}

function valueOf({ kind, standard }: Field): fc.Arbitrary<unknown> {
  switch (kind.type) {
    case "integer":
      return fc.integer({ min: kind.from, max: kind.to });
    case "number":
      return decimal(kind.from, kind.to);
    case "truth":
      return fc.boolean();
    case "choice":
      return fc.constantFrom(...kind.options);
    case "text":
      return fc.string({ maxLength: Math.min(kind.longest, 60) });
    case "matrix":
      return matrices(kind.rank, kind.side, kind.largest);
    case "pair":
      return fc.tuple(
        fc.integer({ min: kind.from, max: kind.to }),
        fc.integer({ min: kind.from, max: kind.to }),
      );
    case "group":
      return fc.record(
        Object.fromEntries(
          Object.entries(kind.fields).map(([name, field]) => [name, valueOf(field)]),
        ),
      );
    case "own":
      return fc.constantFrom(standard, ...kind.samples);
    default:
      kind satisfies never;
      return fc.constant(standard);
  }
}

/** A number that somebody would write: a whole part of a thousandth of the range. */
function decimal(from: number, to: number): fc.Arbitrary<number> {
  return fc
    .integer({ min: 0, max: 1000 })
    .map((part) => Number((from + ((to - from) * part) / 1000).toPrecision(6)) + 0);
}

/** Nested lists of small numbers, most of them whole, every row as long as the others. */
function matrices(rank: MatrixKind["rank"], side: number, largest: number): fc.Arbitrary<unknown> {
  const most = Math.min(largest, 9);
  const cell = fc.oneof(
    fc.integer({ min: -Math.floor(most), max: Math.floor(most) }).map((value) => value + 0),
    decimal(-most, most),
  );
  const axis = fc.integer({ min: 1, max: Math.min(side, 5) });
  return fc
    .array(axis, { minLength: rank, maxLength: rank })
    .chain((shape) =>
      shape.reduceRight<fc.Arbitrary<unknown>>(
        (inner, length) => fc.array(inner, { minLength: length, maxLength: length }),
        cell,
      ),
    );
}

/**
 * What an author may write; any property may be left at its default, and most are. `texts`: texts
 * that a property of that name can use.
 */
export function written(
  properties: Properties,
  texts: Readonly<Record<string, readonly unknown[]>> = {},
): fc.Arbitrary<PropertyValues> {
  const parts = Object.entries(properties).map(
    ([name, property]) => [name, propertyValue(property, texts[name] ?? [])] as const,
  );
  return fc.record(Object.fromEntries(parts), { requiredKeys: [] });
}

function propertyValue(property: Property, known: readonly unknown[]): fc.Arbitrary<unknown> {
  switch (property.type) {
    case "integer":
      return fc.integer({ min: property.min, max: property.max });
    case "number":
      return decimal(property.min, property.max);
    case "boolean":
      return fc.boolean();
    case "choice":
      return fc.constantFrom(...property.options);
    case "text":
      return fc.constantFrom<unknown>(property.default, ...known);
    case "matrix":
      return fc.oneof(
        fc.constantFrom<unknown>("", ...known),
        matrices(property.rank, property.maxExtent, property.maxValue),
      );
    default:
      property satisfies never;
      return fc.constant(undefined);
  }
}
