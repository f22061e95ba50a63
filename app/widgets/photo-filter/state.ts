/** What the photo figure knows. Pixels are not part of it: a link names a photo, and the reader's own picture stays here. */
import { finite, inRange, isRecord, oneOf, truth } from "../untrusted";
import { FILTERS, presetNamed, VERTICAL_EDGE, type Matrix } from "../conv/presets";
import { LIMITS, matrixFrom } from "../conv/state";
import { SIDE } from "./grey";
import { SOURCES } from "../../pictures/photos";
import type { FilterPass } from "./runner";

export const MOST_REPEATS = 10;

export interface PhotoState {
  readonly source: string;
  readonly filter: Matrix;
  readonly stride: number;
  readonly padding: "zero" | "none";
  /** How many times the filter is applied, one after the other. */
  readonly repeat: number;
  /** A blur before anything else: what keeps sub-sampling honest. */
  readonly blurFirst: boolean;
  /** The output pixel whose arithmetic is shown. */
  readonly pixel: { readonly row: number; readonly column: number };
}

export const START: PhotoState = {
  source: "chelsea",
  filter: VERTICAL_EDGE,
  stride: 1,
  padding: "zero",
  repeat: 1,
  blurFirst: false,
  pixel: { row: 96, column: 118 },
};

export function restore(untrusted: unknown, fallback: PhotoState): PhotoState {
  const given = isRecord(untrusted) ? untrusted : {};
  const pixel = isRecord(given["pixel"]) ? given["pixel"] : {};
  return {
    source: oneOf(given["source"], SOURCES, fallback.source),
    filter: matrixFrom(given["filter"], LIMITS.filter) ?? presetNamed(FILTERS, given["filter"])?.matrix ?? fallback.filter,
    stride: inRange(given["stride"], 1, LIMITS.stride, fallback.stride),
    padding: oneOf(given["padding"], ["zero", "none"], fallback.padding),
    repeat: inRange(given["repeat"], 1, MOST_REPEATS, fallback.repeat),
    blurFirst: truth(given["blurFirst"], fallback.blurFirst),
    pixel: {
      row: Math.max(0, Math.min(SIDE - 1, Math.round(finite(pixel["row"], fallback.pixel.row)))),
      column: Math.max(0, Math.min(SIDE - 1, Math.round(finite(pixel["column"], fallback.pixel.column)))),
    },
  };
}

/** Gaussian 5×5 / 256: narrow enough to keep the picture, wide enough for a stride of 2 to 4. */
const SMOOTH: Matrix = [1, 4, 6, 4, 1].map((a) => [1, 4, 6, 4, 1].map((b) => (a * b) / 256));

/** The passes that a state asks for, in order. The stride belongs to the last one. */
export function passesOf({ filter, stride, padding, repeat, blurFirst }: PhotoState): readonly FilterPass[] {
  const smooth: FilterPass[] = blurFirst ? Array.from({ length: stride > 2 ? 2 : 1 }, () => ({ filter: SMOOTH, stride: 1, padding })) : [];
  const repeats: FilterPass[] = Array.from({ length: repeat }, (_, at) => ({ filter, stride: at === repeat - 1 ? stride : 1, padding }));
  return [...smooth, ...repeats];
}

/** Whether the result is still a picture (weights that sum to about 1) or signed differences. */
export function isPictureLike(filter: Matrix): boolean {
  return filter.flat().reduce((sum, weight) => sum + weight, 0) > 0.5;
}
