/**
 * Volumes to begin with: small integers that can be checked by hand, made by rule so that every
 * size has some.
 */
import { LECTURE_INPUT as LECTURE, VERTICAL_EDGE as VERTICAL } from "../../explorer/matrices";
import type { Filters, Sheet, Volume } from "./read";

export const PRESETS = [
  "volume",
  "two-filters",
  "one-by-one",
  "layer",
  "ten-filters",
  "single",
  "conv1",
  "conv2",
] as const;
export type PresetName = (typeof PRESETS)[number];

/**
 * Slices that find a vertical edge, each in its own way: no two channels of a filter look alike.
 * The second has no 0, so that every pixel under it counts.
 */
const EDGES: readonly Sheet[] = [
  VERTICAL,
  [
    [1, 1, -2],
    [2, 1, -3],
    [1, 1, -2],
  ],
  [
    [2, -1, -1],
    [1, 0, -1],
    [2, -1, -1],
  ],
];

function verticalOf(channel: number): Sheet {
  return EDGES[channel % EDGES.length] ?? VERTICAL;
}

function transposed(sheet: Sheet): Sheet {
  return sheet.map((row, at) => row.map((_, to) => sheet[to]?.[at] ?? 0));
}

/**
 * Channel `channel` of an input: the lecture's numbers, then the same numbers rearranged, so that
 * no two are alike.
 */
function channelOf(channel: number): Sheet {
  return LECTURE.map((row, at) =>
    row.map((_, to) => LECTURE[(at * (channel + 1) + channel) % 6]?.[(to + 2 * channel) % 6] ?? 0),
  );
}

/**
 * Filter `filter` for `channels` channels of 3×3: edges for the first two, then small integers by
 * rule, moved on by `apart` from channel to channel.
 */
function filterOf(filter: number, channels: number, apart = 4): Volume {
  if (filter === 0) return Array.from({ length: channels }, (_, c) => verticalOf(c));
  if (filter === 1) return Array.from({ length: channels }, (_, c) => transposed(verticalOf(c)));
  return Array.from({ length: channels }, (_, c) =>
    [0, 1, 2].map((u) => [0, 1, 2].map((v) => ((filter * 7 + c * apart + u * 3 + v * 2) % 5) - 2)),
  );
}

/** What a preset says of a layer. */
export interface Layer {
  readonly x: Volume;
  readonly w: Filters;
  readonly b: readonly number[];
  readonly target: Volume | "zero";
}

export interface VolumePreset extends Layer {
  readonly source: "own" | "conv1" | "conv2";
  readonly activation: "none" | "relu";
  readonly learningRate: number;
}

export function presetOf(name: PresetName): VolumePreset {
  const made = (channels: number, w: Filters, b: readonly number[]): VolumePreset => ({
    source: "own",
    x: Array.from({ length: channels }, (_, at) => channelOf(at)),
    w,
    b,
    target: "zero",
    activation: "none",
    learningRate: 0.01,
  });
  switch (name) {
    case "two-filters":
      return made(3, [filterOf(0, 3), filterOf(1, 3)], [0, 0]);
    case "one-by-one":
      return made(5, ONE_BY_ONE, [0, 0]);
    case "layer":
    case "ten-filters": {
      // Lessons that name `layer` keep its numbers: there all slices of a filter are alike.
      const apart = name === "layer" ? 5 : 4;
      const filters = Array.from({ length: 10 }, (_, filter) => filterOf(filter, 3, apart));
      const biases = filters.map((_, filter) => (filter % 3) - 1);
      return { ...made(3, filters, biases), activation: "relu", learningRate: 0.001 };
    }
    case "single":
      return made(1, [[VERTICAL]], [0]);
    case "conv1":
    case "conv2":
      return { ...presetOf("volume"), source: name };
    default:
      return made(3, [filterOf(0, 3)], [0]);
  }
}

const ONE_BY_ONE: Filters = [
  [1, 0, -1, 2, 1],
  [0, 1, 1, -1, 0],
].map((weights) => weights.map((weight) => [[weight]]));

/** One filter more, or one fewer; the numbers of the others stay. */
export function withFilters<State extends Layer>(state: State, count: number): State {
  const size = state.w[0]?.[0]?.length ?? 1;
  const fresh = (filter: number): Volume =>
    size === 3
      ? filterOf(filter, state.x.length)
      : Array.from({ length: state.x.length }, (_, c) =>
          Array.from({ length: size }, (__, u) =>
            Array.from(
              { length: size },
              (___, v) => ((filter * 7 + c * 5 + u * 3 + v * 2) % 5) - 2,
            ),
          ),
        );
  return {
    ...state,
    w: Array.from({ length: count }, (_, at) => state.w[at] ?? fresh(at)),
    b: Array.from({ length: count }, (_, at) => state.b[at] ?? 0),
    target: "zero",
  };
}

/** Another number of channels: input and filters keep what they have and get more by rule. */
export function withChannels<State extends Layer>(state: State, count: number): State {
  const [height, width] = [state.x[0]?.length ?? 1, state.x[0]?.[0]?.length ?? 1];
  const fresh = (channel: number): Sheet =>
    Array.from({ length: height }, (_, row) =>
      Array.from({ length: width }, (__, column) => channelOf(channel)[row % 6]?.[column % 6] ?? 0),
    );
  const size = state.w[0]?.[0]?.length ?? 1;
  const slice = (filter: number, channel: number): Sheet =>
    size === 3
      ? (filterOf(filter, count)[channel] ?? VERTICAL)
      : Array.from({ length: size }, () =>
          Array.from({ length: size }, () => ((filter + channel) % 3) - 1),
        );
  return {
    ...state,
    x: Array.from({ length: count }, (_, at) => state.x[at] ?? fresh(at)),
    w: state.w.map((filter, index) =>
      Array.from({ length: count }, (_, at) => filter[at] ?? slice(index, at)),
    ),
  };
}
