/** A table with every kind of field: what it writes of a widget holds together. */
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { linkedState } from "../../lesson/runtime/linked-state";
import { readParameters, writeParameters, writeState } from "../../shell/codec";
import { tensor } from "../../../engine/core/tensor";
import { states, written } from "./arbitrary";
import { choice, group, integer, number, own, text, truth } from "./kinds";
import { matrix, pair, presetOf, resized } from "./matrix";
import { type StateOf, table } from "./table";

const EDGE = {
  name: "edge",
  title: "An edge",
  matrix: [
    [1, 0, -1],
    [1, 0, -1],
  ],
};
const LONGEST = 6;

const fields = table(
  1,
  {
    stride: integer({ label: "Stride", says: "How far.", from: 1, to: 4, standard: 1 }),
    rate: number({
      label: "Rate",
      says: "How fast.",
      from: 1e-3,
      to: 10,
      standard: 0.5,
      property: "learning_rate",
    }),
    all: truth({ label: "Show all", says: "All at once.", control: "show-all" }),
    view: choice(["forward", "backward"], { label: "Direction", says: "Which way." }),
    name: text({ label: "Name", says: "Its name.", longest: 8, fits: (name) => name !== "no" }),
    filter: matrix({
      label: "Filter",
      says: "Its numbers.",
      rank: 2,
      side: LONGEST,
      largest: 99,
      standard: [[1]],
      presets: [EDGE],
    }),
    window: pair({ label: "Window", says: "Its size.", from: 1, to: 5, standard: [2, 2] }),
    pixel: group("Pixel", {
      row: integer({ label: "Row", says: "Its row.", from: 0, to: 9, standard: 3, control: null }),
      column: integer({
        label: "Column",
        says: "Its column.",
        from: 0,
        to: 9,
        standard: 4,
        control: null,
      }),
    }),
    cursor: own<number | null>({
      label: "Cursor",
      standard: null,
      read: (value) => (value === null || typeof value === "number" ? value : undefined),
      samples: [0, 12],
    }),
  },
  {
    legal: (state) => ({ ...state, stride: Math.min(state.stride, state.window[0]) }),
    whyNot: (state, change) => {
      const next = { ...state, ...change };
      return next.stride > next.window[0] ? "It would leave cells out." : null;
    },
    shorthands: {
      side: {
        property: { type: "integer", min: 0, max: 6, default: 0, description: "All ones." },
        fields: (side, given) =>
          typeof side !== "number" || side === 0 || Array.isArray(given["filter"])
            ? {}
            : { filter: onesOf(side) },
      },
    },
    parts: ["run"],
  },
);

function onesOf(side: number): number[][] {
  return Array.from({ length: side }, () => Array.from({ length: side }, () => 1));
}

const widget = fields.widget({
  name: "example",
  title: "An example",
  summary: "Every kind of field.",
  values: (state) => ({ stride: tensor([1], Float64Array.of(state.stride)) }),
  describe: (state) => `Stride ${state.stride}.`,
  torch: () => "assert True",
});

describe("a table of fields", () => {
  test("gives the state its type", () => {
    expectTypeOf<StateOf<typeof fields.fields>>().toEqualTypeOf<{
      readonly stride: number;
      readonly rate: number;
      readonly all: boolean;
      readonly view: "forward" | "backward";
      readonly name: string;
      readonly filter: readonly (readonly number[])[];
      readonly window: readonly [number, number];
      readonly pixel: { readonly row: number; readonly column: number };
      readonly cursor: number | null;
    }>();
  });

  test("every state survives properties, except what has none, and its address", () => {
    fc.assert(
      fc.property(states(fields), (state) => {
        expect(widget.initial(widget.toProperties(state))).toEqual({ ...state, cursor: null });
        const address = writeParameters(writeState("f", state, fields.standard));
        const linked = linkedState("f", readParameters(address), fields.standard, widget);
        expect(linked).toEqual({ state, refused: [] });
      }),
    );
  });

  test("whatever an author writes opens in a state that is written back as the same", () => {
    fc.assert(
      fc.property(written(widget.properties, { name: ["abc"] }), (properties) => {
        const state = widget.initial(properties);
        expect(widget.initial(widget.toProperties(state))).toEqual(state);
      }),
    );
  });

  test("anything restores, field by field, to a legal state", () => {
    const names = Object.keys(fields.fields);
    const rubbish = fc.dictionary(fc.constantFrom(...names), fc.anything());
    fc.assert(
      fc.property(states(fields), fc.oneof(rubbish, fc.anything()), (before, value) => {
        const state = widget.restore(value, before);
        expect(Object.keys(state)).toEqual(names);
        expect(state.stride).toBeLessThanOrEqual(state.window[0]);
        expect(widget.restore(state, before)).toEqual(state);
      }),
    );
    const kept = widget.restore({ stride: "wide", all: true, window: 3 }, fields.standard);
    expect(kept).toEqual({ ...fields.standard, all: true, window: [3, 3] });
  });

  test("a value that does not fit falls back, a number outside its range becomes its end", () => {
    const read = (value: object) => widget.restore(value, fields.standard);
    expect(read({ stride: 9, window: [4, 4] }).stride).toBe(4);
    expect(read({ rate: 1e9 }).rate).toBe(10);
    expect(read({ rate: Number.NaN }).rate).toBe(0.5);
    expect(read({ view: "sideways" }).view).toBe("forward");
    expect(read({ name: "much too long" }).name).toBe("");
    expect(read({ name: "no" }).name).toBe("");
    expect(read({ filter: [[1, 2], [3]] }).filter).toEqual([[1]]);
    expect(read({ filter: "edge" }).filter).toEqual(EDGE.matrix);
    expect(read({ window: [2, 6] }).window).toEqual([2, 2]);
    expect(read({ pixel: { row: 7 } }).pixel).toEqual({ row: 7, column: 4 });
  });

  test("an address holds only what differs, inner fields by themselves", () => {
    const state = { ...fields.standard, stride: 2, pixel: { row: 3, column: 9 } };
    expect(writeParameters(writeState("f", state, fields.standard))).toBe(
      "f.stride=2&f.pixel.column=9",
    );
  });

  test("properties are what an author reads: names, ranges, presets, shorthands, no cursor", () => {
    expect(Object.keys(widget.properties)).toEqual([
      "side",
      "stride",
      "learning_rate",
      "all",
      "view",
      "name",
      "filter_preset",
      "filter",
      "window",
      "window_sides",
      "row",
      "column",
    ]);
    expect(widget.controls).toEqual([
      "stride",
      "rate",
      "show-all",
      "view",
      "name",
      "filter",
      "window",
      "run",
    ]);
    expect(widget.initial({ filter_preset: "edge" }).filter).toEqual(EDGE.matrix);
    expect(widget.initial({ side: 2 }).filter).toEqual(onesOf(2));
    expect(widget.initial({ side: 2, filter: [[5]] }).filter).toEqual([[5]]);
    expect(widget.initial({ window: 3 }).window).toEqual([3, 3]);
    expect(widget.initial({ window: 2, window_sides: [1, 4] }).window).toEqual([1, 4]);
  });

  test("what differs between two states is named", () => {
    const { standard } = fields;
    expect(widget.labelOf?.(standard, { ...standard, stride: 2, all: true })).toBe(
      "Stride, Show all",
    );
    expect(widget.labelOf?.(standard, standard)).toBe("");
  });
});

describe("versions", () => {
  const size = integer({ label: "Size", says: "Its size.", from: 1, to: 9, standard: 3 });
  const third = table(
    3,
    { size: group("Size", { height: size, width: size }) },
    {
      migrate: {
        1: ({ width, ...rest }) => (width === undefined ? rest : { ...rest, size: width }),
        2: ({ size: side }) => (side === undefined ? {} : { size: { height: side, width: side } }),
      },
    },
  ).widget({
    name: "third",
    title: "",
    summary: "",
    values: () => ({}),
    describe: () => "",
    torch: () => "",
  });
  const base = third.initial({});
  const opened = (address: string) => linkedState("f", readParameters(address), base, third);

  test("older links go through every migration, today's through none", () => {
    expect(opened("f.width=5").state).toEqual({ size: { height: 5, width: 5 } });
    expect(opened("f.version=2&f.size=6").state).toEqual({ size: { height: 6, width: 6 } });
    expect(opened("f.version=3&f.size.width=7").state).toEqual({ size: { height: 3, width: 7 } });
    for (const address of ["f.width=5", "f.version=2&f.size=6", "f.version=3&f.size.width=7"])
      expect(opened(address).refused).toEqual([]);
  });

  test("a link says its version, and one from a newer lab is refused", () => {
    const state = { size: { height: 3, width: 8 } };
    const address = writeParameters(writeState("f", state, base, third.version));
    expect(address).toBe("f.version=3&f.size.width=8");
    expect(opened(address).state).toEqual(state);
    expect(writeState("f", base, base, third.version).size).toBe(0);
    expect(opened("f.version=4&f.size.width=8")).toEqual({ state: base, refused: ["f.version"] });
    expect(opened("f.version=x&f.size.width=8").refused).toEqual(["f.version"]);
  });

  test("a table without a migration from each older version is refused", () => {
    expect(() => table(2, { size })).toThrow("needs a migration from 1");
    expect(() => table(0, { size })).toThrow("whole number from 1");
    expect(() => table(1, { version: size })).toThrow('cannot be called "version"');
  });
});

test("a matrix grows and shrinks, and is known by its preset", () => {
  expect(resized([[1, 2]], [2, 1], (row) => row)).toEqual([[1], [1]]);
  expect(
    presetOf(
      [EDGE],
      [
        [1, 0, -1],
        [1, 0, -1],
      ],
    )?.name,
  ).toBe("edge");
  expect(presetOf([EDGE], [[1]])).toBeNull();
});
