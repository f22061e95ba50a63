/** Drawing, keeping and centring a digit. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadDataset } from "../../../engine/data/dataset";
import { LONGEST } from "./drawing";
import {
  blank,
  BOX,
  centred,
  decode,
  describePicture,
  encode,
  encodeExact,
  isBlank,
  massOfPicture,
  PIXELS,
  SIDE,
  stroked,
  type Picture,
} from "./picture";

const spot = fc.record({
  x: fc.double({ min: -3, max: 31, noNaN: true }),
  y: fc.double({ min: -3, max: 31, noNaN: true }),
});
const drawing = fc
  .array(fc.tuple(spot, spot, fc.double({ min: 0.5, max: 2.5, noNaN: true })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((strokes) =>
    strokes.reduce<Picture>(
      (picture, [from, to, radius]) => stroked(picture, from, to, radius),
      blank(),
    ),
  );
const quantised = (picture: Picture): number[] =>
  [...picture].map((value) => Math.round((value * 15) / 255) * 17);

test("a picture comes back from its text in sixteen levels, and the text is short", () => {
  fc.assert(
    fc.property(drawing, (picture) => {
      const text = encode(picture);
      expect([...(decode(text) ?? [])]).toEqual(quantised(picture));
      expect(encode(decode(text) ?? blank())).toBe(text);
      expect(text.length).toBeLessThan(1200);
    }),
  );
  expect(encode(blank())).toBe("");
  expect(isBlank(decode("") ?? Uint8Array.of(1))).toBe(true);
});

test("a picture of any greys comes back as it was, in a text that a drawing may have", () => {
  const greys = fc.uint8Array({ minLength: PIXELS, maxLength: PIXELS });
  fc.assert(
    fc.property(fc.oneof(greys, drawing), (picture) => {
      const text = encodeExact(picture);
      expect([...(decode(text) ?? [])]).toEqual([...picture]);
      expect(text.length).toBeLessThanOrEqual(LONGEST);
    }),
  );
  expect(encodeExact(Uint8Array.from({ length: PIXELS }, (_, at) => 17 * (at % 16)))).not.toMatch(
    /^g/,
  );
  expect(decode("g")).toBeNull();
  expect(decode("g0_ls.")).toBeNull();
});

test("text that is no picture is refused, whatever it is", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({ unit: fc.constantFrom(..."0123456789abcdef_.z"), maxLength: 60 }),
      ),
      (text) => {
        const picture = decode(text);
        expect(picture === null || picture.length === PIXELS).toBe(true);
      },
    ),
  );
  expect(decode("0_zz.")).toBeNull();
  expect(decode("0_ls.")).not.toBeNull();
  expect(decode("0_ls.0")).toBeNull();
  expect(decode("xyz")).toBeNull();
});

test("centring fits the longer side into twenty pixels and brings the centre of mass within a pixel of the middle", () => {
  fc.assert(
    fc.property(drawing, (picture) => {
      const { picture: moved, scale } = centred(picture);
      if (isBlank(moved)) return;
      const inked = [...moved].flatMap((value, at) => (value > 0 ? [at] : []));
      const columns = inked.map((at) => at % SIDE);
      const rows = inked.map((at) => Math.floor(at / SIDE));
      expect(Math.max(...columns) - Math.min(...columns)).toBeLessThan(BOX);
      expect(Math.max(...rows) - Math.min(...rows)).toBeLessThan(BOX);
      expect(scale).toBeGreaterThan(0);
      const mass = massOfPicture(moved);
      const free =
        Math.min(...columns) > 0 &&
        Math.max(...columns) < SIDE - 1 &&
        Math.min(...rows) > 0 &&
        Math.max(...rows) < SIDE - 1;
      if (free) {
        expect(Math.abs(mass.x - 14.5)).toBeLessThanOrEqual(0.75);
        expect(Math.abs(mass.y - 14.5)).toBeLessThanOrEqual(0.75);
      }
    }),
  );
});

test("the digits of the set itself stay where their makers put them", async () => {
  const set = await loadDataset("mnist", async (path) =>
    readFileSync(new URL(`../../../public/${path}`, import.meta.url)),
  );
  const shifts = Array.from({ length: 200 }, (_, at) => {
    const from = (set.training + at) * PIXELS;
    return centred(set.pixels.slice(from, from + PIXELS));
  });
  expect(
    shifts.filter(
      ({ scale, shift }) => Math.abs(scale - 1) < 1e-9 && Math.hypot(shift.x, shift.y) < 0.1,
    ).length,
  ).toBeGreaterThan(180);
});

test("a stroke is full in its middle, soft at its edge, and the eraser takes it away", () => {
  const line = stroked(blank(), { x: 5, y: 14.5 }, { x: 23, y: 14.5 }, 1.2);
  expect(line[14 * SIDE + 14]).toBe(255);
  expect(line[13 * SIDE + 14]).toBeGreaterThan(0);
  expect(line[10 * SIDE + 14]).toBe(0);
  expect(isBlank(stroked(line, { x: 0, y: 14.5 }, { x: 28, y: 14.5 }, 4, true))).toBe(true);
});

test("the drawing is said in words", () => {
  expect(describePicture(blank())).toBe("The drawing is empty.");
  expect(
    describePicture(stroked(blank(), { x: 10.5, y: 10.5 }, { x: 10.5, y: 10.5 }, 0.4)),
  ).toContain("rows 10 to 10 and columns 10 to 10");
});
