/** Volumes to begin with: small integers that can be checked by hand, made by rule so that every size has some. */
import type { Sheet, Volume, VolumeState } from "./volume-state";

export const PRESETS = ["volume", "two-filters", "one-by-one", "layer", "single", "conv1", "conv2"] as const;
export type PresetName = (typeof PRESETS)[number];

/** The lecture's 6×6 input: the first channel of every preset. */
const LECTURE: Sheet = [
  [4, 9, 2, 5, 8, 3],
  [5, 6, 2, 4, 0, 3],
  [2, 4, 5, 4, 5, 2],
  [5, 6, 5, 4, 7, 8],
  [5, 7, 7, 9, 2, 1],
  [5, 8, 5, 3, 8, 4],
];
const VERTICAL: Sheet = [
  [1, 0, -1],
  [1, 0, -1],
  [1, 0, -1],
];
const HORIZONTAL: Sheet = [
  [1, 1, 1],
  [0, 0, 0],
  [-1, -1, -1],
];

/** Channel `channel` of an input: the lecture's numbers, then the same numbers rearranged, so that no two are alike. */
function channelOf(channel: number): Sheet {
  return LECTURE.map((row, at) => row.map((_, to) => LECTURE[(at * (channel + 1) + channel) % 6]?.[(to + 2 * channel) % 6] ?? 0));
}

/** Filter `filter` for `channels` channels of 3×3: edges for the first two, then small integers by rule. */
function filterOf(filter: number, channels: number): Volume {
  if (filter === 0) return Array.from({ length: channels }, () => VERTICAL);
  if (filter === 1) return Array.from({ length: channels }, () => HORIZONTAL);
  return Array.from({ length: channels }, (_, c) =>
    [0, 1, 2].map((u) => [0, 1, 2].map((v) => ((filter * 7 + c * 5 + u * 3 + v * 2) % 5) - 2)),
  );
}

const BASE: Omit<VolumeState, "x" | "w" | "b"> = {
  source: "own",
  picture: "",
  target: "zero",
  stride: 1,
  padding: 0,
  activation: "none",
  grain: "cell",
  direction: "forward",
  of: "w",
  at: 1,
  view: "flat",
  apart: true,
  channel: 0,
  filter: 0,
  shares: false,
  all: false,
  learningRate: 0.01,
};

export function presetOf(name: PresetName): VolumeState {
  const channels = (count: number): Volume => Array.from({ length: count }, (_, at) => channelOf(at));
  switch (name) {
    case "volume":
      return { ...BASE, x: channels(3), w: [filterOf(0, 3)], b: [0] };
    case "two-filters":
      return { ...BASE, x: channels(3), w: [filterOf(0, 3), filterOf(1, 3)], b: [0, 0] };
    case "one-by-one":
      return {
        ...BASE,
        x: channels(5),
        w: [
          [1, 0, -1, 2, 1],
          [0, 1, 1, -1, 0],
        ].map((weights) => weights.map((weight) => [[weight]])),
        b: [0, 0],
      };
    case "layer":
      return {
        ...BASE,
        x: channels(3),
        w: Array.from({ length: 10 }, (_, filter) => filterOf(filter, 3)),
        b: Array.from({ length: 10 }, (_, filter) => (filter % 3) - 1),
        activation: "relu",
        learningRate: 0.001,
      };
    case "single":
      return { ...BASE, x: channels(1), w: [[VERTICAL]], b: [0] };
    case "conv1":
    case "conv2":
      return { ...presetOf("volume"), source: name };
    default:
      name satisfies never;
      return presetOf("volume");
  }
}

/** One filter more, or one fewer; the numbers of the others stay. */
export function withFilters(state: VolumeState, count: number): VolumeState {
  const size = state.w[0]?.[0]?.length ?? 1;
  const fresh = (filter: number): Volume =>
    size === 3
      ? filterOf(filter, state.x.length)
      : Array.from({ length: state.x.length }, (_, c) =>
          Array.from({ length: size }, (__, u) => Array.from({ length: size }, (___, v) => ((filter * 7 + c * 5 + u * 3 + v * 2) % 5) - 2)),
        );
  return {
    ...state,
    w: Array.from({ length: count }, (_, at) => state.w[at] ?? fresh(at)),
    b: Array.from({ length: count }, (_, at) => state.b[at] ?? 0),
    target: "zero",
  };
}

/** Another number of channels: input and filters keep what they have and get more by rule. */
export function withChannels(state: VolumeState, count: number): VolumeState {
  const [height, width] = [state.x[0]?.length ?? 1, state.x[0]?.[0]?.length ?? 1];
  const fresh = (channel: number): Sheet =>
    Array.from({ length: height }, (_, row) =>
      Array.from({ length: width }, (__, column) => channelOf(channel)[row % 6]?.[column % 6] ?? 0),
    );
  const size = state.w[0]?.[0]?.length ?? 1;
  const slice = (filter: number, channel: number): Sheet =>
    size === 3
      ? (filterOf(filter, count)[channel] ?? VERTICAL)
      : Array.from({ length: size }, () => Array.from({ length: size }, () => ((filter + channel) % 3) - 1));
  return {
    ...state,
    x: Array.from({ length: count }, (_, at) => state.x[at] ?? fresh(at)),
    w: state.w.map((filter, index) => Array.from({ length: count }, (_, at) => filter[at] ?? slice(index, at))),
  };
}
