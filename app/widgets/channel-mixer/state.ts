/**
 * What the mixer knows: a photo, nine weights, three biases, and the pixel that is asked. It is a
 * network of one 1×1 convolution over the photo.
 */
import "../../explorer/any-network";
import { t } from "../../language/words";
import { zeros, type Tensor } from "../../../engine/core/tensor";
import type { Setup } from "../../explorer/setup";
import { placeOf } from "../../explorer/walk";
import { COLOURS, COLOUR_SIDE } from "../../pictures/colour-pictures";
import { choice, integer, own } from "../fields/kinds";
import { nested } from "../fields/matrix";
import { pictures } from "../fields/pictures";
import { type StateOf, table } from "../fields/table";
import type { Property } from "../widget";

/** The lab's photos in colour. */
export const PHOTOS = ["chelsea", "coffee", "astronaut", "rocket"] as const;
const LARGEST = 4;
const SHAPE = [1, 3, COLOUR_SIDE, COLOUR_SIDE] as const;
const NOTHING = [0, 0, 0];

export type Rows = readonly (readonly number[])[];

interface Mix {
  readonly title: string;
  /** [output channel][input channel]. */
  readonly w: Rows;
  readonly b: readonly number[];
}

export const MIXES: Readonly<Record<string, Mix>> = {
  same: mix("as it is", "1 0 0; 0 1 0; 0 0 1"),
  red: mix("red channel only", "1 0 0; 0 0 0; 0 0 0"),
  green: mix("green channel only", "0 0 0; 0 1 0; 0 0 0"),
  blue: mix("blue channel only", "0 0 0; 0 0 0; 0 0 1"),
  grey: mix("grey", "0.3 0.6 0.1; 0.3 0.6 0.1; 0.3 0.6 0.1"),
  swap: mix("red and blue changed over", "0 0 1; 0 1 0; 1 0 0"),
  negative: mix("negative", "-1 0 0; 0 -1 0; 0 0 -1", [1, 1, 1]),
  warm: mix("warmer", "1.2 0.1 0; 0 1 0; 0 0 0.7", [0.05, 0, 0]),
};

function mix(title: string, rows: string, b: readonly number[] = NOTHING): Mix {
  return { title, w: rows.split(";").map((row) => row.trim().split(" ").map(Number)), b };
}

const FIELDS = {
  photo: pictures({
    label: "Picture",
    says: "The picture it opens with.",
    names: [...PHOTOS, "own", "live"],
  }),
  w: own<Rows>({
    label: "Weights",
    standard: MIXES["same"]?.w ?? [],
    control: "w",
    read: (given) => {
      const rows = nested(given, 2, 3, LARGEST);
      return rows?.length === 3 && rows[0]?.length === 3 ? rows : undefined;
    },
    author: {
      properties: {
        w: numbers(2, "1 0 0; 0 1 0; 0 0 1", "one row of three weights for each output channel"),
      },
      given: ({ w }) => w,
      written: (w) => ({ w }),
    },
    samples: Object.values(MIXES).map(({ w }) => w),
  }),
  b: own<readonly number[]>({
    label: "Biases",
    standard: NOTHING,
    control: "b",
    read: (given) => {
      const triple = nested(given, 1, 3, LARGEST);
      return triple?.length === 3 ? triple : undefined;
    },
    author: {
      properties: { b: numbers(1, "0 0 0", "one bias for each output channel") },
      given: ({ b }) => b,
      written: (b) => ({ b }),
    },
    samples: [[0.5, -1, 2]],
  }),
  row: pixel("Row", "Row of the pixel whose arithmetic is shown."),
  column: pixel("Column", "Its column."),
  channel: choice(COLOURS, {
    label: "Channel whose arithmetic is shown",
    says: "The output channel whose arithmetic is shown.",
    titleOf: (name) => `new ${name}`,
  }),
};

function numbers(rank: 1 | 2, standard: string, says: string): Property {
  return {
    type: "matrix",
    rank,
    maxExtent: 3,
    maxValue: LARGEST,
    default: standard,
    description: `With mix=own: ${says}.`,
  };
}

function pixel(label: string, says: string) {
  return integer({ label, says, from: 0, to: COLOUR_SIDE - 1, standard: 64, control: null });
}

export type MixerState = StateOf<typeof FIELDS>;

export const fields = table(1, FIELDS, {
  shorthands: {
    mix: {
      property: {
        type: "choice",
        options: ["own", ...Object.keys(MIXES)],
        default: "same",
        description: "Weights to begin with; `own` takes w and b.",
      },
      // Weights of one's own count only where the author says so.
      fields: (name = "same") => {
        const known = MIXES[String(name)];
        return known === undefined ? {} : { w: known.w, b: known.b };
      },
      written: () => "own",
    },
  },
  parts: ["own", "camera", "mix"],
});

/** The name of the mix that these weights are; "own" where they are none of them. */
export function mixOf({ w, b }: Pick<MixerState, "w" | "b">): string {
  const text = JSON.stringify([w, b]);
  return (
    Object.entries(MIXES).find(([, known]) => JSON.stringify([known.w, known.b]) === text)?.[0] ??
    "own"
  );
}

const DARK = zeros(SHAPE);

/** Without a photo, everything is 0. */
export function setupOf({ w, b, row, column, channel }: MixerState, photo: Tensor = DARK): Setup {
  const side = photo.shape[3] ?? COLOUR_SIDE;
  const index = [0, COLOURS.indexOf(channel), Math.min(row, side - 1), Math.min(column, side - 1)];
  return {
    spec: {
      format: 1,
      name: "mixer",
      input: photo.shape.slice(1),
      layers: [{ name: "mix", op: "conv2d", out_channels: 3, kernel_size: 1 }],
    },
    leaves: {
      input: photo,
      "mix.w": w.map((line) => line.map((weight) => [[weight]])),
      "mix.b": b,
    },
    view: {
      of: "mix.y",
      panels: ["input", "mix.w", "mix.b"],
      all: true,
      arrows: false,
      formula: false,
      order: "rows",
      pictures: ["input", "mix.y"],
      channels: COLOURS,
      titles: { input: t("Before"), "mix.y": t("After three 1×1 filters"), "mix.w": t("Weights") },
    },
    at: placeOf(photo.shape, "rows", index),
    names: { w: { tensor: "mix.w", drop: 0 }, b: { tensor: "mix.b", drop: 0 } },
  };
}
