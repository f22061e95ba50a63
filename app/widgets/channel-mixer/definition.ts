/** Recolour a photo with three 1×1 filters: every pixel's three channels are mixed by the same nine weights and three biases. */
import { fromNested, tensor } from "../../../engine/core/tensor";
import { titleOf } from "../../pictures/photos";
import { finite, inRange, isRecord, oneOf } from "../untrusted";
import type { WidgetDefinition } from "../widget";

/** The lab's photos in colour. */
export const PHOTOS = ["chelsea", "coffee", "astronaut", "rocket"] as const;
/** Everything a link may name; "own" and "live" (the camera) are only on the reader's machine. */
const SOURCES = [...PHOTOS, "own", "live"] as const;
export const CHANNELS = ["red", "green", "blue"] as const;
/** Side of the photo as it is computed, pixels. */
export const SIDE = 128;
const LARGEST = 4;

export interface MixerState {
  readonly photo: (typeof SOURCES)[number];
  /** [output channel][input channel]; channels are red, green, blue, from 0 to 1. */
  readonly w: readonly (readonly number[])[];
  readonly b: readonly number[];
  /** The pixel whose arithmetic is shown. */
  readonly row: number;
  readonly column: number;
  /** The output channel whose arithmetic is shown. */
  readonly channel: (typeof CHANNELS)[number];
}

export const MIXES: Readonly<Record<string, { readonly title: string; readonly w: MixerState["w"]; readonly b: MixerState["b"] }>> = {
  same: {
    title: "as it is",
    w: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    b: [0, 0, 0],
  },
  red: {
    title: "red channel only",
    w: [
      [1, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
    b: [0, 0, 0],
  },
  green: {
    title: "green channel only",
    w: [
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
    b: [0, 0, 0],
  },
  blue: {
    title: "blue channel only",
    w: [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 1],
    ],
    b: [0, 0, 0],
  },
  grey: {
    title: "grey",
    w: [
      [0.3, 0.6, 0.1],
      [0.3, 0.6, 0.1],
      [0.3, 0.6, 0.1],
    ],
    b: [0, 0, 0],
  },
  swap: {
    title: "red and blue changed over",
    w: [
      [0, 0, 1],
      [0, 1, 0],
      [1, 0, 0],
    ],
    b: [0, 0, 0],
  },
  negative: {
    title: "negative",
    w: [
      [-1, 0, 0],
      [0, -1, 0],
      [0, 0, -1],
    ],
    b: [1, 1, 1],
  },
  warm: {
    title: "warmer",
    w: [
      [1.2, 0.1, 0],
      [0, 1, 0],
      [0, 0, 0.7],
    ],
    b: [0.05, 0, 0],
  },
};

const START: MixerState = { photo: "chelsea", w: MIXES["same"]?.w ?? [], b: [0, 0, 0], row: 64, column: 64, channel: "red" };

export const channelMixer: WidgetDefinition<MixerState> = {
  name: "channel-mixer",
  title: "Mix a photo's channels",
  summary:
    "Three 1×1 filters on a colour photo, the reader's own picture or the camera: switch channels off, turn it grey, change colours over, pixel by pixel.",
  properties: {
    photo: { type: "choice", options: SOURCES, default: START.photo, description: "The picture it opens with." },
    mix: {
      type: "choice",
      options: ["own", ...Object.keys(MIXES)],
      default: "same",
      description: "Weights to begin with; `own` takes w and b.",
    },
    w: {
      type: "matrix",
      rank: 2,
      maxExtent: 3,
      maxValue: LARGEST,
      default: "1 0 0; 0 1 0; 0 0 1",
      description: "With mix=own: one row of three weights for each output channel.",
    },
    b: {
      type: "matrix",
      rank: 1,
      maxExtent: 3,
      maxValue: LARGEST,
      default: "0 0 0",
      description: "With mix=own: one bias for each output channel.",
    },
    row: { type: "integer", min: 0, max: SIDE - 1, default: START.row, description: "Row of the pixel whose arithmetic is shown." },
    column: { type: "integer", min: 0, max: SIDE - 1, default: START.column, description: "Its column." },
    channel: { type: "choice", options: CHANNELS, default: START.channel, description: "The output channel whose arithmetic is shown." },
  },
  kernels: ["conv2d"],
  controls: ["photo", "own", "camera", "mix", "w", "b", "channel"],
  initial(properties) {
    const mix = MIXES[String(properties["mix"] ?? "same")];
    return restore(mix === undefined ? properties : { ...properties, w: mix.w, b: mix.b }, START);
  },
  restore,
  steps: () => 0,
  step: () => 0,
  seek: (state) => state,
  values: (state) => ({ w: fromNested(state.w), b: tensor([3], Float64Array.from(state.b)) }),
  describe: (state) =>
    `A picture (${titleOf(state.photo)}) whose red, green and blue are mixed by three 1×1 filters: ${state.w.map((row, at) => `${CHANNELS[at]} = ${row.map((weight, c) => `${weight}·${CHANNELS[c]}`).join(" + ")} + ${state.b[at] ?? 0}`).join("; ")}.`,
  torch: ({ w, b }) => `import torch
from torch import nn

mix = nn.Conv2d(3, 3, kernel_size=1)
with torch.no_grad():
    mix.weight.copy_(torch.tensor(${JSON.stringify(w)}).reshape(3, 3, 1, 1))
    mix.bias.copy_(torch.tensor(${JSON.stringify(b)}))
photo = torch.rand(1, 3, ${SIDE}, ${SIDE})
by_hand = torch.einsum("oc,nchw->nohw", mix.weight[:, :, 0, 0], photo) + mix.bias.reshape(1, 3, 1, 1)
assert torch.allclose(mix(photo), by_hand, atol=1e-5)  # a dense layer at every pixel
`,
  toProperties: ({ photo, w, b, row, column, channel }) => ({
    photo,
    mix: "own",
    w: w.map((one) => [...one]),
    b: [...b],
    row,
    column,
    channel,
  }),
};

function restore(untrusted: unknown, fallback: MixerState): MixerState {
  const given = isRecord(untrusted) ? untrusted : {};
  return {
    photo: oneOf(given["photo"], SOURCES, fallback.photo),
    w: matrix(given["w"]) ?? fallback.w,
    b: triple(given["b"]) ?? fallback.b,
    row: inRange(given["row"], 0, SIDE - 1, fallback.row),
    column: inRange(given["column"], 0, SIDE - 1, fallback.column),
    channel: oneOf(given["channel"], CHANNELS, fallback.channel),
  };
}

function matrix(value: unknown): MixerState["w"] | null {
  if (!Array.isArray(value) || value.length !== 3) return null;
  const rows = value.map(triple);
  return rows.every((row) => row !== null) ? rows : null;
}

function triple(value: unknown): readonly number[] | null {
  if (!Array.isArray(value) || value.length !== 3) return null;
  const numbers = value.map((one) => finite(one, Number.NaN, LARGEST));
  return numbers.every(Number.isFinite) ? numbers : null;
}
