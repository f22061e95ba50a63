/**
 * What the photo figure knows. Pixels are not part of it: a link names a photo, and the reader's
 * own picture stays here.
 */
import type { Matrix } from "../../explorer/matrices";
import { FILTERS, VERTICAL_EDGE } from "../../explorer/matrices";
import { choice, group, integer, number, truth } from "../fields/kinds";
import { matrix } from "../fields/matrix";
import { pictures } from "../fields/pictures";
import { type StateOf, table } from "../fields/table";
import { SIDE } from "../../pictures/grey";
import { SOURCES } from "../../pictures/photos";
import type { FilterPass } from "./runner";

const place = { from: 0, to: SIDE - 1, control: null } as const;

export const LIMITS = { filter: 7, stride: 4, value: 1e6, bias: 800 } as const;

export const fields = table(
  1,
  {
    source: pictures({
      label: "Picture",
      says: "The picture it opens with.",
      names: SOURCES,
      property: "photo",
      control: "photo",
    }),
    filter: matrix({
      label: "Filter",
      says: "The filter's numbers, up to 7×7; empty: a vertical edge.",
      rank: 2,
      side: LIMITS.filter,
      largest: LIMITS.value,
      standard: VERTICAL_EDGE,
      presets: FILTERS,
      sized: { label: "Filter size", control: "filter-size" },
    }),
    stride: integer({
      label: "Stride",
      says: "How far the window moves.",
      from: 1,
      to: LIMITS.stride,
      standard: 1,
    }),
    padding: choice(
      { zero: "zeros round it", none: "no padding" },
      { label: "Padding", says: "Zeros round the picture, or none: then it shrinks." },
    ),
    /** How many times the filter is applied, one after the other. */
    repeat: integer({
      label: "Times",
      says: "How many times the filter is applied.",
      from: 1,
      to: 10,
      standard: 1,
    }),
    /** A blur before anything else: what keeps sub-sampling honest. */
    blurFirst: truth({
      label: "Blur first",
      says: "Blur the picture before the filter.",
      property: "blur_first",
      control: "blur-first",
    }),
    layer: truth({
      label: "Bias and ReLU",
      says: "A bias is added and ReLU follows: one channel of a layer.",
      control: null,
    }),
    bias: number({
      label: "Bias",
      says: "Where `layer` is true: added to every sum.",
      from: -LIMITS.bias,
      to: LIMITS.bias,
      step: 5,
      standard: 0,
    }),
    /** The output pixel whose arithmetic is shown. */
    pixel: group("Pixel", {
      row: integer({
        ...place,
        label: "Row",
        says: "Row of the pixel whose arithmetic is shown.",
        standard: 96,
      }),
      column: integer({ ...place, label: "Column", says: "Its column.", standard: 118 }),
    }),
  },
  { parts: ["own", "camera", "arithmetic"] },
);

export type PhotoState = StateOf<typeof fields.fields>;

/** Gaussian 5×5 / 256: narrow enough to keep the picture, wide enough for a stride of 2 to 4. */
const SMOOTH: Matrix = [1, 4, 6, 4, 1].map((a) => [1, 4, 6, 4, 1].map((b) => (a * b) / 256));

/** The passes that a state asks for, in order. The stride belongs to the last one. */
export function passesOf({
  filter,
  stride,
  padding,
  repeat,
  blurFirst,
  layer,
  bias,
}: PhotoState): readonly FilterPass[] {
  const smooth: FilterPass[] = blurFirst
    ? Array.from({ length: stride > 2 ? 2 : 1 }, () => ({
        filter: SMOOTH,
        stride: 1,
        padding,
        bias: null,
      }))
    : [];
  const repeats: FilterPass[] = Array.from({ length: repeat }, (_, at) => ({
    filter,
    stride: at === repeat - 1 ? stride : 1,
    padding,
    bias: layer ? bias : null,
  }));
  return [...smooth, ...repeats];
}

/** Whether the result is still a picture (weights that sum to about 1) or signed differences. */
export function isPictureLike(filter: Matrix): boolean {
  return filter.flat().reduce((sum, weight) => sum + weight, 0) > 0.5;
}
