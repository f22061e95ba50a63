/** The digit lab's state: links, nonsense, lesson blocks, and the trail of opened numbers. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { digitLab, drawingOf, drawn, seenPicture, type DigitState } from "./definition";
import { extended, readCell, writeCell } from "../../explorer/ask/opened";
import { prepared, rasterised } from "../../pictures/drawing/drawing";
import { blank, encode, PIXELS, stroked } from "../../pictures/drawing/picture";

const base = digitLab.initial({});
const cell = fc.record({
  tensor: fc.constantFrom("conv1.y", "pool2.y", "input", "fc1.w"),
  index: fc.array(fc.nat(27), { minLength: 1, maxLength: 4 }),
});
const stroke = fc
  .tuple(fc.integer({ min: 2, max: 25 }), fc.integer({ min: 2, max: 25 }))
  .map(([x, y]) => encode(stroked(blank(), { x, y }, { x: y, y: x }, 1.3)));
const states = fc
  .record({
    picture: stroke,
    centre: fc.boolean(),
    weights: fc.constantFrom("shipped" as const, "training" as const),
    sharing: fc.constantFrom("map" as const, "layer" as const, "network" as const),
    maps: fc.boolean(),
    trail: fc.array(cell, { maxLength: 6 }),
    sample: fc.option(fc.record({ index: fc.nat(1999), label: fc.nat(9) })),
  })
  .map((state): DigitState => ({ ...base, ...state }));

test("a state comes back from a link unchanged", () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(digitLab.restore(JSON.parse(JSON.stringify(state)), base)).toEqual(state);
    }),
  );
});

test("anything at all is repaired, and its picture is always 784 pixels", () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (anything, field) => {
      for (const given of [
        anything,
        { picture: field, sample: field, trail: [field], run: field },
        { trail: [{ tensor: field, index: [field] }] },
      ]) {
        const state = digitLab.restore(given, base);
        expect(digitLab.restore(JSON.parse(JSON.stringify(state)), base)).toEqual(state);
        expect(seenPicture(state).length).toBe(PIXELS);
        expect(digitLab.describe(state)).not.toBe("");
      }
    }),
  );
});

test("the lesson block that it is copied as draws the same picture with the same number open", () => {
  fc.assert(
    fc.property(states, (state) => {
      const again = digitLab.initial(digitLab.toProperties(state));
      expect(again.picture).toBe(state.picture);
      expect(again.trail.at(-1)).toEqual(state.trail.at(-1));
      expect([again.centre, again.weights, again.sharing, again.maps]).toEqual([
        state.centre,
        state.weights,
        state.sharing,
        state.maps,
      ]);
    }),
  );
  expect(digitLab.initial({ picture: "blank" }).picture).toBe("");
});

test("what the network sees is the drawing, prepared only when asked", () => {
  const down = [
    { x: 4, y: 3 },
    { x: 4, y: 12 },
  ];
  const drawing = { kind: "strokes", strokes: [down] } as const;
  const state = drawn(base, drawing);
  expect(state.sample).toBeNull();
  expect(drawingOf(state)).toEqual(drawing);
  const kept = rasterised(drawing);
  expect([...seenPicture({ ...state, centre: false })]).toEqual([...kept]);
  expect([...seenPicture({ ...state, centre: true })]).toEqual([...prepared(drawing).picture]);
  expect([...(digitLab.values({ ...state, centre: false })["input"]?.data ?? [])]).toEqual(
    [...kept].map((value) => value / 255),
  );
});

test("cells are written and read; text that names none is refused", () => {
  fc.assert(
    fc.property(cell, (one) => {
      expect(readCell(writeCell(one))).toEqual(one);
    }),
  );
  for (const text of ["", "conv1.y", "[1]", "conv1.y[1", "conv1.y[-1]", "conv1.y[1][2][3][4][5]"])
    expect(readCell(text)).toBeNull();
});

test("opening walks down the trail, and opening one that is on it returns to it", () => {
  const [a, b, c] = [
    { tensor: "relu2.y", index: [1, 2, 3] },
    { tensor: "conv2.y", index: [1, 2, 3] },
    { tensor: "pool1.y", index: [0, 4, 5] },
  ];
  const trail = [a, b, c].reduce<readonly { tensor: string; index: readonly number[] }[]>(
    (so, next) => extended(so, next),
    [],
  );
  expect(trail).toEqual([a, b, c]);
  expect(extended(trail, b)).toEqual([a, b]);
});

test("the PyTorch code carries the very pixels", async () => {
  const code = await digitLab.torch(base);
  const rows = [...code.matchAll(/^ {4}\[([\d, ]+)\],$/gm)].flatMap((match) =>
    (match[1] ?? "").split(", ").map(Number),
  );
  expect(rows).toEqual([...seenPicture(base)]);
});
