/**
 * What colour a number has. Signed numbers: blue below zero, orange above, neutral at zero, equal
 * lightness for equal size. Unsigned numbers: one hue, paler is less. Pictures: grey. Tables of 256
 * entries, made in OKLCH, per scheme.
 *
 * Every entry carries a black or a white label at 4.6:1 or better (7:1 on the projector and in high
 * contrast, except for pictures). Sign is never told by colour alone: whoever fills a cell also
 * prints its number or its sign.
 */
import { contrast, fromOklch, luminance, type Rgb } from "./oklab";
import type { Scheme } from "./scheme";

export type Palette = "diverging" | "sequential" | "grey";

export const ENTRIES = 256;
const NEGATIVE_HUE = 256;
const POSITIVE_HUE = 58;
const UNSIGNED_HUE = 190;
const LABEL_CONTRAST = 4.6;
const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

/** Lightness at zero and at full size, and chroma at full size. */
const RAMPS: Readonly<
  Record<Scheme, { readonly zero: number; readonly full: number; readonly chroma: number }>
> = {
  light: { zero: 0.975, full: 0.62, chroma: 0.17 },
  dark: { zero: 0.27, full: 0.54, chroma: 0.15 },
  projector: { zero: 1, full: 0.72, chroma: 0.17 },
  contrast: { zero: 0.12, full: 0.45, chroma: 0.2 },
};

const tables = new Map<string, Uint8ClampedArray>();

/**
 * 256 entries of red, green, blue, for a canvas or a texture. Entry 128 of a diverging table is
 * zero.
 */
export function table(palette: Palette, scheme: Scheme): Uint8ClampedArray {
  const key = `${palette} ${scheme}`;
  const known = tables.get(key);
  if (known !== undefined) return known;
  const made = new Uint8ClampedArray(3 * ENTRIES);
  for (let at = 0; at < ENTRIES; at++) made.set(readable(entry(palette, scheme, at)), 3 * at);
  tables.set(key, made);
  return made;
}

/**
 * Entry of the diverging table for `value` when ±`limit` is full colour; not a number goes to
 * zero's neutral.
 */
export function signedIndex(value: number, limit: number): number {
  if (Number.isNaN(value) || !(limit > 0)) return 128;
  return Math.max(1, Math.min(255, 128 + Math.round((127 * value) / limit)));
}

/** Entry of an unsigned table for `value` between `low` and `high`. */
export function unsignedIndex(value: number, low: number, high: number): number {
  if (Number.isNaN(value) || !(high > low)) return 0;
  return Math.max(0, Math.min(255, Math.round((255 * (value - low)) / (high - low))));
}

export function rgbAt(palette: Palette, scheme: Scheme, index: number): Rgb {
  const from = table(palette, scheme);
  const at = 3 * Math.max(0, Math.min(ENTRIES - 1, index));
  return [from[at] ?? 0, from[at + 1] ?? 0, from[at + 2] ?? 0];
}

/** CSS colour of a signed number. */
export function signedColour(value: number, limit: number, scheme: Scheme): string {
  return css(rgbAt("diverging", scheme, signedIndex(value, limit)));
}

/** Black or white, whichever reads better on `fill`. */
export function labelOn(fill: Rgb): "#000000" | "#ffffff" {
  return contrast(fill, BLACK) >= contrast(fill, WHITE) ? "#000000" : "#ffffff";
}

export function css([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}

function entry(palette: Palette, scheme: Scheme, at: number): Rgb {
  const { zero, full, chroma } = RAMPS[scheme];
  if (palette === "grey") return [at, at, at];
  const amount =
    palette === "sequential" ? at / (ENTRIES - 1) : Math.min(1, Math.abs(at - 128) / 127);
  const hue = palette === "sequential" ? UNSIGNED_HUE : at < 128 ? NEGATIVE_HUE : POSITIVE_HUE;
  // Chroma leads lightness a little, so that small numbers already show their sign.
  return fromOklch(
    zero + (full - zero) * amount,
    chroma * (palette === "sequential" ? 0.6 : 1) * amount ** 0.8,
    hue,
  );
}

/**
 * Moves a colour off the narrow band of luminance on which neither black nor white reaches the
 * label contrast.
 */
function readable(colour: Rgb): Rgb {
  let [red, green, blue] = colour;
  const step = luminance(colour) >= 0.18 ? 1 : -1;
  while (
    Math.max(contrast([red, green, blue], BLACK), contrast([red, green, blue], WHITE)) <
    LABEL_CONTRAST
  ) {
    red += step;
    green += step;
    blue += step;
  }
  return [red, green, blue];
}
