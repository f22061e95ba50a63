/**
 * What is on the drawing field: strokes of the pen, kept as the lines that were drawn, or pixels (a
 * digit of a data set, a drawing of an old link). Strokes can be drawn again at any size: a small
 * digit is prepared at the stroke width of MNIST's, not magnified with its ink.
 */
import {
  blank,
  BOX,
  centred,
  type Centring,
  decode,
  distance,
  encode,
  encodeExact,
  ink,
  isBlank,
  massOfPicture,
  MIDDLE,
  type Picture,
  SIDE,
  type Spot,
  stroked,
} from "./picture";

/** The spots that the pen came through, in pixels of the 28×28 field; one spot is a dot. */
export type Stroke = readonly Spot[];

export type Drawing =
  | { readonly kind: "strokes"; readonly strokes: readonly Stroke[] }
  | { readonly kind: "pixels"; readonly pixels: Picture };

/**
 * Half the width of a stroke, in pixels of the field: the width of MNIST's strokes, where they are
 * at least half bright, is 2.6 pixels (docs/weights.md).
 */
export const PEN = 1.3;
export const ERASER = 2;

export const EMPTY: Drawing = { kind: "strokes", strokes: [] };

export function pixelDrawing(pixels: Picture): Drawing {
  return { kind: "pixels", pixels };
}

export function isEmpty(drawing: Drawing): boolean {
  return drawing.kind === "strokes" ? drawing.strokes.length === 0 : isBlank(drawing.pixels);
}

/** Spots nearer to each other than this are one. */
const NEAR = 0.6;

/**
 * The drawing after the pen has been put down at `at`. With `begin` it starts anew: a digit of a
 * data set is not drawn over.
 */
export function penDown(drawing: Drawing, at: Spot, begin: boolean): Drawing {
  if (begin) return { kind: "strokes", strokes: [[at]] };
  if (drawing.kind === "pixels") return pixelDrawing(stroked(drawing.pixels, at, at, PEN));
  return { kind: "strokes", strokes: [...drawing.strokes, [at]] };
}

/** Where the last stroke does not end at `from` (within this), the pen begins another. */
const SAME = 0.1;

/** The drawing after the pen has moved from `from` to `to`. */
export function penMoved(drawing: Drawing, from: Spot, to: Spot): Drawing {
  if (drawing.kind === "pixels") return pixelDrawing(stroked(drawing.pixels, from, to, PEN));
  const last = drawing.strokes.at(-1) ?? [];
  const [before, end] = [last.at(-2), last.at(-1)];
  if (end === undefined || apart(end, from) > SAME)
    return { kind: "strokes", strokes: [...drawing.strokes, [from, to]] };
  const replaces = before !== undefined && apart(end, before) < NEAR;
  const longer = [...(replaces ? last.slice(0, -1) : last), to];
  return { kind: "strokes", strokes: [...drawing.strokes.slice(0, -1), longer] };
}

function apart(one: Spot, other: Spot): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** The drawing after the eraser has moved: strokes are cut where it went. */
export function erased(drawing: Drawing, from: Spot, to: Spot): Drawing {
  if (drawing.kind === "pixels")
    return pixelDrawing(stroked(drawing.pixels, from, to, ERASER, true));
  // The ink of what is left reaches over its last spot by half the pen's width.
  const isUnder = (spot: Spot): boolean => distance(spot, from, to) < ERASER + PEN / 2;
  const isCut = (stroke: Stroke): boolean => pieces(stroke).some(isUnder);
  const strokes = drawing.strokes.flatMap((stroke) =>
    isCut(stroke) ? cut(stroke, isUnder) : [stroke],
  );
  return { kind: "strokes", strokes };
}

/** Distance of the spots along a stroke at which it can be cut. */
const PIECE = 0.5;

/** The spots of a stroke with others between them. */
function pieces(stroke: Stroke): readonly Spot[] {
  return stroke.flatMap((from, at) => {
    const to = stroke[at + 1] ?? from;
    const count = Math.max(1, Math.ceil(apart(from, to) / PIECE));
    return Array.from({ length: count }, (_, piece) => ({
      x: from.x + (piece / count) * (to.x - from.x),
      y: from.y + (piece / count) * (to.y - from.y),
    }));
  });
}

/** What is left of a stroke: its runs of spots that are not under the eraser. */
function cut(stroke: Stroke, isUnder: (spot: Spot) => boolean): readonly Stroke[] {
  const runs: Spot[][] = [];
  let open: Spot[] | null = null;
  for (const spot of pieces(stroke)) {
    if (isUnder(spot)) open = null;
    else if (open === null) runs.push((open = [spot]));
    else open.push(spot);
  }
  return runs;
}

/** The drawing as pixels, where it is and as large as it is. */
export function rasterised(drawing: Drawing): Picture {
  return drawing.kind === "pixels" ? drawing.pixels : inked(drawing.strokes);
}

function inked(strokes: readonly Stroke[]): Picture {
  const picture = blank();
  for (const stroke of strokes)
    for (const [at, spot] of stroke.entries())
      if (at > 0 || stroke.length === 1) ink(picture, stroke[at - 1] ?? spot, spot, PEN);
  return picture;
}

/** More than this, and the trembling of a hand would be drawn as a digit. */
const MOST_SCALE = 10;

/**
 * As MNIST's makers prepared theirs: longer side to 20 pixels, ink and all, centre of mass to the
 * middle. Pixels are scaled; strokes are drawn again at the same width as ever.
 */
export function prepared(drawing: Drawing): Centring {
  if (drawing.kind === "pixels") return centred(drawing.pixels);
  const spots = drawing.strokes.flat();
  if (spots.length === 0) return centred(blank());
  const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const longest = Math.max(right - left, bottom - top);
  // A stroke is soft over half a pixel at either side.
  const scale = longest === 0 ? 1 : Math.min(MOST_SCALE, (BOX - 2 * PEN - 1) / longest);
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const placed = (middle: Spot): Picture =>
    inked(
      drawing.strokes.map((stroke) =>
        stroke.map((spot) => ({
          x: middle.x + scale * (spot.x - x),
          y: middle.y + scale * (spot.y - y),
        })),
      ),
    );
  const mass = massOfPicture(placed({ x: SIDE / 2, y: SIDE / 2 }));
  const room = (extent: number): number => SIDE / 2 - (scale * extent) / 2 - PEN - 0.5;
  const within = (by: number, extent: number): number =>
    Math.max(-room(extent), Math.min(room(extent), by));
  const middle = {
    x: SIDE / 2 + within(MIDDLE - mass.x, right - left),
    y: SIDE / 2 + within(MIDDLE - mass.y, bottom - top),
  };
  return { picture: placed(middle), scale, shift: { x: middle.x - x, y: middle.y - y } };
}

/** Longest text of a drawing; strokes that need more are kept as pixels. */
export const LONGEST = 1600;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** Steps per pixel, and pixels that a pen may be outside of the field. */
const [STEPS, MARGIN] = [16, 2];
const LAST_PLACE = 511;
const STROKES = "s.";

/**
 * The drawing as text for a link. Strokes: `s.`, then three letters per spot (two numbers of nine
 * bits, in sixteenths of a pixel), strokes apart by points. Pixels as `encodeExact` writes them.
 * Empty text is an empty drawing.
 */
export function writeDrawing(drawing: Drawing): string {
  if (isEmpty(drawing)) return "";
  if (drawing.kind === "pixels") return encodeExact(drawing.pixels);
  const text = STROKES + drawing.strokes.map((stroke) => stroke.map(writeSpot).join("")).join(".");
  return text.length <= LONGEST ? text : encode(inked(drawing.strokes));
}

function writeSpot({ x, y }: Spot): string {
  const [across, down] = [x, y].map((place) =>
    Math.max(0, Math.min(LAST_PLACE, Math.round((place + MARGIN) * STEPS))),
  );
  const both = (across ?? 0) * (LAST_PLACE + 1) + (down ?? 0);
  return [both >> 12, (both >> 6) & 63, both & 63].map((at) => ALPHABET[at]).join("");
}

/** The inverse of `writeDrawing`; null when the text is no drawing. */
export function readDrawing(text: string): Drawing | null {
  if (text.length > LONGEST) return null;
  if (text === "") return EMPTY;
  if (!text.startsWith(STROKES)) {
    const pixels = decode(text);
    return pixels === null ? null : pixelDrawing(pixels);
  }
  const strokes = text.slice(STROKES.length).split(".").map(readStroke);
  const read = strokes.filter((stroke) => stroke !== null);
  return read.length === strokes.length ? { kind: "strokes", strokes: read } : null;
}

function readStroke(text: string): Stroke | null {
  if (!/^([\w-]{3})+$/.test(text)) return null;
  return Array.from({ length: text.length / 3 }, (_, at) => {
    const letters = text.slice(3 * at, 3 * at + 3).split("");
    const both = letters.reduce((sum, letter) => 64 * sum + ALPHABET.indexOf(letter), 0);
    return {
      x: Math.floor(both / (LAST_PLACE + 1)) / STEPS - MARGIN,
      y: (both % (LAST_PLACE + 1)) / STEPS - MARGIN,
    };
  });
}
