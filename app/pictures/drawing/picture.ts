/**
 * A drawing of 28×28 pixels, 0 … 255, row-major; how it is drawn, kept short in a link, and centred
 * as MNIST's are.
 *
 * MNIST's makers scaled each digit, its proportions kept, so that its longer side fits 20 pixels,
 * and moved its centre of mass to the middle of a 28×28 field (LeCun et al., 1998). A network that
 * has only seen such digits needs the same.
 */
import { t } from "../../language/words";
export const SIDE = 28;
export const PIXELS = SIDE * SIDE;
/** The longer side of a digit after scaling. */
export const BOX = 20;

/**
 * Where MNIST's centres of mass lie: the middle of pixel 14 (over the held-out digits they average
 * 14.5 both ways).
 */
export const MIDDLE = SIDE / 2 + 0.5;

export type Picture = Uint8Array;

export interface Spot {
  /** Pixels from the left and from the top; the middle of the first pixel is 0.5. */
  readonly x: number;
  readonly y: number;
}

export function blank(): Picture {
  return new Uint8Array(PIXELS);
}

export function isBlank(picture: Picture): boolean {
  return picture.every((value) => value === 0);
}

/**
 * Draws a round-ended stroke from one spot to the other into `picture`; `radius` in pixels, edges
 * soft over one pixel.
 */
export function ink(picture: Picture, from: Spot, to: Spot, radius: number, erase = false): void {
  const reach = radius + 1;
  const [top, bottom] = [Math.min(from.y, to.y) - reach, Math.max(from.y, to.y) + reach];
  const [left, right] = [Math.min(from.x, to.x) - reach, Math.max(from.x, to.x) + reach];
  for (let row = Math.max(0, Math.floor(top)); row < Math.min(SIDE, bottom); row++) {
    for (let column = Math.max(0, Math.floor(left)); column < Math.min(SIDE, right); column++) {
      const far = distance({ x: column + 0.5, y: row + 0.5 }, from, to);
      const cover = Math.max(0, Math.min(1, radius + 0.5 - far));
      const at = row * SIDE + column;
      const before = picture[at] ?? 0;
      picture[at] = erase
        ? Math.min(before, Math.round(255 * (1 - cover)))
        : Math.max(before, Math.round(255 * cover));
    }
  }
}

/** A copy with one stroke more, or with a stroke of the eraser. */
export function stroked(
  picture: Picture,
  from: Spot,
  to: Spot,
  radius: number,
  erase = false,
): Picture {
  const next = picture.slice();
  ink(next, from, to, radius, erase);
  return next;
}

/** The picture as a network reads it: ground is 0, ink is 1. */
export function inputOf(picture: Picture): Float64Array<ArrayBuffer> {
  return Float64Array.from(picture, (value) => value / 255);
}

/** From a spot to the segment between two others. */
export function distance(spot: Spot, from: Spot, to: Spot): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along =
    length === 0
      ? 0
      : Math.max(0, Math.min(1, ((spot.x - from.x) * dx + (spot.y - from.y) * dy) / length));
  return Math.hypot(spot.x - from.x - along * dx, spot.y - from.y - along * dy);
}

export interface Centring {
  readonly picture: Picture;
  /** How much larger the digit became; 1 when nothing was drawn. */
  readonly scale: number;
  /** By how much its centre of mass then moved, in pixels right and down. */
  readonly shift: Spot;
}

/**
 * As MNIST does: longer side to 20 pixels, centre of mass to the middle. An empty picture stays
 * empty.
 */
export function centred(picture: Picture): Centring {
  const bounds = boundsOf(picture);
  if (bounds === null) return { picture, scale: 1, shift: { x: 0, y: 0 } };
  const { left, top, width, height } = bounds;
  const scale = BOX / Math.max(width, height);
  const [wide, tall] = [
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  ];
  const small = resized(picture, bounds, wide, tall);
  const mass = massOf(small, wide, tall);
  const x = Math.max(0, Math.min(SIDE - wide, Math.round(MIDDLE - mass.x)));
  const y = Math.max(0, Math.min(SIDE - tall, Math.round(MIDDLE - mass.y)));
  const moved = blank();
  for (let row = 0; row < tall; row++)
    for (let column = 0; column < wide; column++)
      moved[(row + y) * SIDE + column + x] = small[row * wide + column] ?? 0;
  return {
    picture: moved,
    scale,
    shift: { x: x + wide / 2 - (left + width / 2), y: y + tall / 2 - (top + height / 2) },
  };
}

interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function boundsOf(picture: Picture): Bounds | null {
  let [left, top, right, bottom] = [SIDE, SIDE, -1, -1];
  for (let at = 0; at < PIXELS; at++) {
    if ((picture[at] ?? 0) < 16) continue;
    const [row, column] = [Math.floor(at / SIDE), at % SIDE];
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/**
 * Each new pixel is the mean of the area that it covers in the old picture: ink is neither lost nor
 * made.
 */
function resized(picture: Picture, from: Bounds, wide: number, tall: number): Float64Array {
  const result = new Float64Array(wide * tall);
  const [stepX, stepY] = [from.width / wide, from.height / tall];
  for (let row = 0; row < tall; row++) {
    for (let column = 0; column < wide; column++) {
      const [x0, y0] = [column * stepX, row * stepY];
      result[row * wide + column] = meanOver(picture, from, x0, y0, x0 + stepX, y0 + stepY);
    }
  }
  return result;
}

function meanOver(
  picture: Picture,
  from: Bounds,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): number {
  let total = 0;
  for (let row = Math.floor(y0); row < Math.min(from.height, Math.ceil(y1)); row++) {
    for (let column = Math.floor(x0); column < Math.min(from.width, Math.ceil(x1)); column++) {
      const cover =
        (Math.min(x1, column + 1) - Math.max(x0, column)) *
        (Math.min(y1, row + 1) - Math.max(y0, row));
      total += cover * (picture[(row + from.top) * SIDE + column + from.left] ?? 0);
    }
  }
  return total / ((x1 - x0) * (y1 - y0));
}

/** Centre of mass, in the coordinates of spots. */
function massOf(values: Float64Array, wide: number, tall: number): Spot {
  let [total, x, y] = [0, 0, 0];
  for (let row = 0; row < tall; row++) {
    for (let column = 0; column < wide; column++) {
      const value = values[row * wide + column] ?? 0;
      total += value;
      x += value * (column + 0.5);
      y += value * (row + 0.5);
    }
  }
  return total === 0 ? { x: wide / 2, y: tall / 2 } : { x: x / total, y: y / total };
}

export function massOfPicture(picture: Picture): Spot {
  return massOf(Float64Array.from(picture), SIDE, SIDE);
}

const LEVELS = 16;
/** Begins a text of 256 levels. */
const FINE = "g";

/**
 * The picture in 16 levels, as text for a link: each pixel one hexadecimal digit, a run of n ≥ 3
 * equal ones as the digit, the length in base 36 and a point. Empty text is an empty picture.
 */
export function encode(picture: Picture): string {
  if (isBlank(picture)) return "";
  return inRuns(picture, (value) => levelOf(value).toString(16));
}

/** The picture as it is: in 16 levels where it has no others, else "g" and two digits for each. */
export function encodeExact(picture: Picture): string {
  if (picture.every((value) => value % (255 / (LEVELS - 1)) === 0)) return encode(picture);
  return FINE + inRuns(picture, (value) => value.toString(16).padStart(2, "0"));
}

function inRuns(picture: Picture, write: (value: number) => string): string {
  const texts = Array.from(picture, write);
  let text = "";
  for (let at = 0; at < PIXELS; ) {
    const digit = texts[at] ?? "";
    let run = 1;
    while (at + run < PIXELS && texts[at + run] === digit) run++;
    text += run >= 3 ? `${digit}_${run.toString(36)}.` : digit.repeat(run);
    at += run;
  }
  return text;
}

/**
 * The inverse of `encodeExact`, and of `encode` up to 16 levels; null when the text is no picture.
 */
export function decode(text: string): Picture | null {
  const picture = blank();
  if (text === "") return picture;
  const isFine = text.startsWith(FINE);
  const pattern = isFine
    ? /([0-9a-f]{2})(?:_([0-9a-z]{1,3})\.)?|(.)/gs
    : /([0-9a-f])(?:_([0-9a-z]{1,3})\.)?|(.)/gs;
  const step = isFine ? 1 : 255 / (LEVELS - 1);
  let at = 0;
  for (const match of text.slice(isFine ? FINE.length : 0).matchAll(pattern)) {
    if (match[3] !== undefined) return null;
    const run = match[2] === undefined ? 1 : Number.parseInt(match[2], 36);
    if (!(run >= 1) || at + run > PIXELS) return null;
    picture.fill(Number.parseInt(match[1] ?? "0", 16) * step, at, at + run);
    at += run;
  }
  return at === PIXELS ? picture : null;
}

function levelOf(value: number): number {
  return Math.round((value * (LEVELS - 1)) / 255);
}

/** Drawn in words: rows and columns that carry ink, and where its middle is. */
export function describePicture(picture: Picture): string {
  const bounds = boundsOf(picture);
  if (bounds === null) return t("The drawing is empty.");
  const mass = massOfPicture(picture);
  return t(
    "The drawing fills rows {top} to {top2} and columns {left} to {left2}; its centre of mass lies at row {y}, column {x}.",
    {
      top: bounds.top,
      top2: bounds.top + bounds.height - 1,
      left: bounds.left,
      left2: bounds.left + bounds.width - 1,
      y: mass.y.toFixed(1),
      x: mass.x.toFixed(1),
    },
  );
}
