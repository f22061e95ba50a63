/** Strokes: kept as lines, cut by the eraser, drawn again at MNIST's width. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Drawing,
  EMPTY,
  ERASER,
  erased,
  isEmpty,
  LONGEST,
  PEN,
  penDown,
  penMoved,
  pixelDrawing,
  prepared,
  rasterised,
  readDrawing,
  type Stroke,
  writeDrawing,
} from "./drawing";
import { blank, BOX, encode, massOfPicture, type Picture, SIDE, type Spot } from "./picture";

/** Sixteenths of a pixel, as a link keeps them. */
const place = fc.integer({ min: 0, max: SIDE * 16 - 16 }).map((steps) => steps / 16);
const spot = fc.record({ x: place, y: place });
const strokes = fc.array(fc.array(spot, { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 5,
});
const drawn = (of: readonly Stroke[]): Drawing => ({ kind: "strokes", strokes: of });
const inkOf = (picture: Picture): number => picture.reduce((sum, value) => sum + value, 0) / 255;

function extents(picture: Picture): { readonly rows: number; readonly columns: number } {
  const inked = [...picture].flatMap((value, at) => (value > 0 ? [at] : []));
  const [rows, columns] = [inked.map((at) => Math.floor(at / SIDE)), inked.map((at) => at % SIDE)];
  return {
    rows: Math.max(...rows) - Math.min(...rows) + 1,
    columns: Math.max(...columns) - Math.min(...columns) + 1,
  };
}

test("strokes come back from a link as they were, and whatever is read is written the same", () => {
  fc.assert(
    fc.property(strokes, (of) => {
      const text = writeDrawing(drawn(of));
      expect(readDrawing(text)).toEqual(drawn(of));
      expect(writeDrawing(readDrawing(text) ?? EMPTY)).toBe(text);
    }),
  );
  expect(writeDrawing(EMPTY)).toBe("");
  expect(readDrawing("")).toEqual(EMPTY);
  const digit = pixelDrawing(rasterised(drawn([[{ x: 3, y: 4 }]])));
  const text = writeDrawing(digit);
  expect(readDrawing(text)?.kind).toBe("pixels");
  expect(writeDrawing(readDrawing(text) ?? EMPTY)).toBe(text);
});

test("text that is no drawing is refused; strokes too long for a link are kept as pixels", () => {
  for (const text of ["s.", "s.A", "s.AAA.", "s.AAAA", "s.AA!", `s.${"AAA".repeat(LONGEST)}`])
    expect(readDrawing(text)).toBeNull();
  const scribble = Array.from({ length: 600 }, (_, at) => ({ x: at % 28, y: (at * 7) % 28 }));
  const text = writeDrawing(drawn([scribble]));
  expect(text).toBe(encode(rasterised(drawn([scribble]))));
});

describe("the pen", () => {
  test("leaves a stroke through the spots that it comes to, and ends where it was lifted", () => {
    fc.assert(
      fc.property(fc.array(spot, { minLength: 2, maxLength: 30 }), (way) => {
        const [first = { x: 0, y: 0 }, ...others] = way;
        let [on, at] = [penDown(EMPTY, first, false), first];
        for (const next of others) [on, at] = [penMoved(on, at, next), next];
        const [stroke = []] = on.kind === "strokes" ? on.strokes : [];
        expect(stroke[0]).toEqual(first);
        expect(stroke.at(-1)).toEqual(at);
        for (const one of stroke) expect(way).toContainEqual(one);
      }),
    );
  });

  test("begins anew on a digit of a data set, and goes on over other pixels", () => {
    const digit = pixelDrawing(
      rasterised(
        drawn([
          [
            { x: 3, y: 4 },
            { x: 20, y: 9 },
          ],
        ]),
      ),
    );
    const at = { x: 14, y: 14 };
    expect(penDown(digit, at, true)).toEqual(drawn([[at]]));
    const over = penDown(digit, at, false);
    expect(inkOf(rasterised(over))).toBeGreaterThan(inkOf(rasterised(digit)));
    expect(over.kind).toBe("pixels");
  });

  test("that moves from elsewhere than the last stroke's end begins another stroke", () => {
    const on = penDown(EMPTY, { x: 3, y: 3 }, false);
    const next = penMoved(on, { x: 10, y: 10 }, { x: 11, y: 10 });
    expect(next.kind === "strokes" && next.strokes).toHaveLength(2);
  });
});

test("the eraser leaves no ink where it goes, and all of it elsewhere", () => {
  fc.assert(
    fc.property(strokes, spot, spot, (of, from, to) => {
      const before = rasterised(drawn(of));
      const after = rasterised(erased(drawn(of), from, to));
      const far = (at: number): number => {
        const pixel: Spot = { x: (at % SIDE) + 0.5, y: Math.floor(at / SIDE) + 0.5 };
        const [dx, dy] = [to.x - from.x, to.y - from.y];
        const length = dx * dx + dy * dy || 1;
        const along = ((pixel.x - from.x) * dx + (pixel.y - from.y) * dy) / length;
        const share = Math.max(0, Math.min(1, along));
        return Math.hypot(pixel.x - from.x - share * dx, pixel.y - from.y - share * dy);
      };
      for (let at = 0; at < before.length; at++) {
        if (far(at) < ERASER - PEN / 2 - 0.5) expect(after[at]).toBe(0);
        if (far(at) > ERASER + 2 * PEN + 1) expect(after[at]).toBe(before[at]);
      }
    }),
  );
  expect(isEmpty(erased(drawn([[{ x: 9, y: 9 }]]), { x: 9, y: 9 }, { x: 9, y: 9 }))).toBe(true);
});

describe("preparing", () => {
  const hook: Stroke = [
    { x: 2, y: 2 },
    { x: 5, y: 2 },
    { x: 4, y: 7 },
  ];
  const times = (by: number): Stroke => hook.map(({ x, y }) => ({ x: by * x, y: by * y }));

  test("fits the longer side into twenty pixels and brings the centre of mass to the middle", () => {
    fc.assert(
      fc.property(strokes, (of) => {
        const { picture, scale } = prepared(drawn(of));
        const { rows, columns } = extents(picture);
        // Between pixels, an edge falls into one pixel more.
        expect(Math.max(rows, columns)).toBeLessThanOrEqual(BOX + 1);
        if (scale < 10 && of.flat().length > 1 && scale !== 1)
          expect(Math.max(rows, columns)).toBeGreaterThanOrEqual(BOX - 1);
        const mass = massOfPicture(picture);
        if (rows < BOX && columns < BOX - 6) expect(Math.abs(mass.x - 14.5)).toBeLessThan(0.3);
      }),
    );
  });

  test("a digit drawn small and the same drawn large are the same to the network", () => {
    for (const by of [0.8, 1.7, 3]) {
      const one = prepared(drawn([hook])).picture;
      const other = prepared(drawn([times(by)])).picture;
      expect([...other].every((value, at) => Math.abs(value - (one[at] ?? 0)) <= 1)).toBe(true);
    }
  });

  test("is not magnifying: a small digit gets strokes of the pen's width", () => {
    const small = drawn([hook]);
    const length = (5 - 2 + Math.hypot(1, 5)) * prepared(small).scale;
    const width = inkOf(prepared(small).picture) / length;
    expect(width).toBeGreaterThan(2 * PEN - 0.2);
    expect(width).toBeLessThan(2 * PEN + 0.6);
    const magnified = prepared(pixelDrawing(rasterised(small))).picture;
    expect(inkOf(magnified)).toBeGreaterThan(1.5 * inkOf(prepared(small).picture));
  });

  test("leaves an empty drawing empty", () => {
    expect([...prepared(EMPTY).picture]).toEqual([...blank()]);
  });
});
