/** Every choice of the volume figure, with its standard, its limits and what an author may say. */
import { FURTHEST } from "../../figures/volume/turn";
import { readDrawing } from "../../pictures/drawing/drawing";
import { choice, integer, number, own, text, truth } from "../fields/kinds";
import type { Property } from "../widget";
import { presetOf } from "./presets";
import { type Filters, LIMITS, readFilters, readNumbers, readVolume, type Volume } from "./read";

export const VOLUME = presetOf("volume");
export const ACTIVATIONS = ["none", "relu"] as const;

export const FIELDS = {
  source: own<"own" | "conv1" | "conv2">({
    label: "Layer",
    standard: "own",
    control: "layer",
    read: (given) => (["own", "conv1", "conv2"] as const).find((name) => name === given),
    samples: ["conv1", "conv2"],
  }),
  picture: text({
    label: "Digit",
    says: "The digit that a trained layer looks at, as the digit lab writes it; empty: a three.",
    longest: LIMITS.picture,
    fits: (picture) => readDrawing(picture) !== null,
    control: "digit",
  }),
  x: numbers<Volume>("x", 3, "Input", "Input, channel by channel", VOLUME.x, readVolume),
  w: numbers<Filters>("w", 4, "Filters", "Filters, each channel by channel", VOLUME.w, readFilters),
  b: numbers<readonly number[]>("b", 1, "Biases", "One bias per filter", VOLUME.b, readNumbers),
  target: own<Volume | "zero">({
    label: "Target",
    standard: "zero",
    control: "target",
    read: (given) => (given === "zero" ? given : readTarget(given)),
    author: {
      properties: {
        target: matrixProperty(
          3,
          "What the output should be; empty: 0 everywhere. The loss is the mean square of the difference.",
          LIMITS.extent + 2 * LIMITS.padding,
        ),
      },
      given: ({ target }) => target,
      written: (target) => ({ target: target === "zero" ? "" : target }),
    },
    samples: [],
  }),
  stride: whole("Stride", "Stride.", 1, LIMITS.stride, 1),
  padding: whole("Padding", "Zeros round each channel.", 0, LIMITS.padding, 0),
  activation: own<(typeof ACTIVATIONS)[number]>({
    label: "ReLU behind the sum",
    standard: "none",
    control: "activation",
    read: (given) => ACTIVATIONS.find((name) => name === given),
    author: {
      properties: {
        activation: {
          type: "choice",
          options: ["preset", ...ACTIVATIONS],
          default: "preset",
          description: "What follows the sum.",
        },
      },
      given: ({ activation }) => activation,
      written: (activation) => ({ activation }),
    },
    samples: ["relu"],
  }),
  grain: choice(
    { cell: "a number", channel: "a channel", product: "a product" },
    {
      label: "One step is",
      says: "What one step shows: a whole number, a channel's share, or one product.",
    },
  ),
  direction: choice(
    { forward: "Forwards", backward: "Backwards" },
    { label: "Direction", says: "Values, or gradients." },
  ),
  of: choice(
    { w: "weights", b: "biases", x: "input" },
    { label: "Gradients of", says: "Whose gradient the backward steps walk through." },
  ),
  at: whole("Place", "Where on the time line it opens.", 0, 1_000_000, 1, null),
  view: choice(
    { flat: "Flat", tilted: "In space", dense: "As a dense layer" },
    {
      label: "View",
      says: "Sheets side by side, blocks in space, or (filters of one pixel) as a dense layer at every pixel.",
    },
  ),
  apart: truth({
    label: "Sheets",
    says: "Sheets peeled apart; else piled up, with one in front.",
    standard: true,
  }),
  yaw: whole(
    "Turned to the side",
    "In space: degrees turned to the side.",
    -FURTHEST.yaw,
    FURTHEST.yaw,
    34,
    null,
  ),
  pitch: whole(
    "From above",
    "In space: degrees seen from above.",
    -FURTHEST.pitch,
    FURTHEST.pitch,
    24,
    null,
  ),
  channel: whole("Channel", "Channel in front, where the step does not say.", 0, 15, 0, null),
  filter: whole("Filter", "Filter in front, where the step does not say.", 0, 15, 0, null),
  shares: truth({
    label: "What each channel adds",
    says: "Under each channel, what it adds to every output.",
  }),
  all: truth({ label: "All sums", says: "Every sum written out in full.", control: null }),
  learningRate: number({
    label: "Learning rate",
    says: "Learning rate of the update.",
    from: 0,
    to: 10,
    standard: 0.01,
    control: null,
  }),
};

function matrixProperty(rank: 1 | 3 | 4, description: string, extent: number): Property {
  return {
    type: "matrix",
    rank,
    maxExtent: extent,
    maxValue: LIMITS.magnitude,
    default: "",
    description,
  };
}

function numbers<Value>(
  name: string,
  rank: 1 | 3 | 4,
  label: string,
  says: string,
  standard: Value,
  read: (given: unknown) => Value | undefined,
) {
  const extent = rank === 3 ? LIMITS.extent : LIMITS.filters;
  return own<Value>({
    label,
    standard,
    control: name,
    read,
    author: {
      properties: { [name]: matrixProperty(rank, `${says}; empty: the preset's.`, extent) },
      given: (properties) => properties[name],
      written: (value) => ({ [name]: value }),
    },
    samples: [],
  });
}

function whole(
  label: string,
  says: string,
  from: number,
  to: number,
  standard: number,
  control?: null,
) {
  return integer({ label, says, from, to, standard, ...(control === null ? { control } : {}) });
}

function readTarget(given: unknown): Volume | undefined {
  return readVolume(given, LIMITS.filters, LIMITS.extent + 2 * LIMITS.padding);
}
