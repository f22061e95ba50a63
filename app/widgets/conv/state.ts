/**
 * What the convolution figure knows, and the network of one layer that it is. Sizes in cells.
 *
 * Shorthands are read everywhere (links, `set` tags, properties): `stride: 2` is [2, 2]; `padding:
 * 1` is [1, 1, 1, 1], `[1, 2]` is [top and bottom, left and right], "valid" is none, "same" keeps
 * the size. A combination in which the filter does not fit is repaired by adding padding, then by
 * cutting the filter: no illegal state exists.
 */
import { FILTERS, INPUTS, LECTURE_INPUT, VERTICAL_EDGE } from "../../explorer/matrices";
import { choice, integer, number, truth } from "../fields/kinds";
import { matrix, pair, type Pair, resized } from "../fields/matrix";
import { type StateOf, table } from "../fields/table";
import { askedField } from "./asked";
import {
  type Geometry,
  LIMITS,
  outputSize,
  samePadding,
  type Sides,
  sizeOf,
  whyNot,
} from "./legal";
import { paddingField } from "./padding";

const FIELDS = {
  view: choice(
    { forward: "Forwards", backward: "Backwards", layers: "Many layers" },
    { label: "View", says: "The value, the gradients, or what many layers do to the size." },
  ),
  of: choice(
    { w: "of a weight", x: "of an input", b: "of the bias" },
    {
      label: "Gradient",
      says: "In the backward view: the gradient of the filter `w`, the input `x` or the bias `b`.",
    },
  ),
  input: matrix({
    label: "Input",
    says: "The input's numbers, up to 16×16.",
    rank: 2,
    side: LIMITS.input,
    largest: LIMITS.value,
    standard: LECTURE_INPUT,
    presets: INPUTS,
  }),
  filter: matrix({
    label: "Filter",
    says: "The filter's numbers, up to 7×7.",
    rank: 2,
    side: LIMITS.filter,
    largest: LIMITS.value,
    standard: VERTICAL_EDGE,
    presets: FILTERS,
    sized: { label: "Filter size", control: "filter-size" },
  }),
  bias: number({
    label: "Bias",
    says: "Added to every output.",
    from: -LIMITS.value,
    to: LIMITS.value,
    standard: 0,
    step: 1,
    look: "typed",
  }),
  stride: pair({
    label: "Stride",
    says: "How far the window moves.",
    from: 1,
    to: LIMITS.stride,
    standard: [1, 1],
  }),
  padding: paddingField,
  dilation: pair({
    label: "Dilation",
    says: "Distance between neighbouring filter cells.",
    from: 1,
    to: LIMITS.dilation,
    standard: [1, 1],
  }),
  flip: truth({
    label: "Turn the filter by 180°",
    says: "Turn the filter by 180° first: convolution as mathematics defines it.",
  }),
  errors: matrix({
    label: "Errors",
    says: "The gradient that arrives at the outputs; cells beyond it count as 1.",
    rank: 2,
    side: LIMITS.input + 2 * LIMITS.padding,
    largest: LIMITS.value,
    standard: Array.from({ length: LIMITS.input }, (_, row) =>
      Array.from({ length: LIMITS.input }, (__, column) => ((3 * row + 4 * column + 3) % 5) - 2),
    ),
  }),
  all: truth({ label: "Show all", says: "Show every number at once, not only those reached." }),
  uses: truth({ label: "Count the uses", says: "Show how often each input cell is used." }),
  facts: truth({
    label: "Facts",
    says: "Say what the filter is: the identity, a shift, separable or not.",
    control: null,
  }),
  layers: integer({
    label: "Layers",
    says: "How many layers the view `layers` shows.",
    from: 1,
    to: LIMITS.layers,
    standard: 10,
  }),
  picture: integer({
    label: "Picture",
    says: "Side of the picture that the view `layers` begins with.",
    from: 1,
    to: LIMITS.picture,
    standard: 28,
    control: "layers",
  }),
  at: integer({
    label: "Place",
    says: "Where on the time line it opens: how many cells are computed.",
    from: 0,
    to: 4096,
    standard: 0,
    control: null,
  }),
  asked: askedField,
};

export type ConvState = StateOf<typeof FIELDS>;

export const fields = table(1, FIELDS, {
  resolve: ({ padding }, { filter, stride, dilation }) => {
    const same = padding === "same" ? samePadding(filter, stride, dilation) : null;
    return same === null ? {} : { padding: same };
  },
  legal: (state) => {
    const { input, filter, padding, stride, dilation } = state;
    const next = { ...state, ...fitting({ input, filter, padding, stride, dilation }) };
    return { ...next, at: Math.min(next.at, stepsOf(next)), asked: askedIn(next) };
  },
  whyNot: (state, change) => whyNot({ ...state, ...change }),
  follow: (next, before) => {
    if (whyNot(next) !== null) return before;
    const turned = next.view !== before.view || next.of !== before.of;
    const at = next.view === "layers" && turned ? 0 : turned ? Math.min(1, next.at) : next.at;
    return { ...next, at: Math.min(at, stepsOf(next)), asked: null };
  },
  parts: ["examples", "brush", "input-size", "formula"],
});

/** How many cells the time line walks through. */
export function stepsOf(state: ConvState): number {
  const area = ([rows, columns]: Pair): number => Math.max(0, rows) * Math.max(0, columns);
  if (state.view === "layers") return state.layers;
  if (state.view === "forward") return area(outputSize(state));
  return state.of === "b" ? 1 : area(sizeOf(state.of === "w" ? state.filter : state.input));
}

/** The errors as large as the output: cut, or filled up with 1. */
export function errorsOf(state: ConvState): ConvState["errors"] {
  return resized(state.errors, outputSize(state), () => 1);
}

/** The nearest legal geometry: less dilation, then more padding, then a smaller filter. */
function fitting(wanted: Geometry): Geometry {
  const [rows, columns] = outputSize(wanted);
  if (rows >= 1 && columns >= 1) return wanted;
  const [top, left, bottom, right] = wanted.padding;
  const [height, width] = sizeOf(wanted.input);
  const [kh, kw] = sizeOf(wanted.filter);
  const down = Math.max(0, kh - height - top - bottom);
  const across = Math.max(0, kw - width - left - right);
  const add = (side: number, more: number): number => Math.min(LIMITS.padding, side + more);
  const padding: Sides = [
    add(top, Math.ceil(down / 2)),
    add(left, Math.ceil(across / 2)),
    add(bottom, Math.floor(down / 2)),
    add(right, Math.floor(across / 2)),
  ];
  const room: Pair = [height + padding[0] + padding[2], width + padding[1] + padding[3]];
  const filter = resized(wanted.filter, [Math.min(kh, room[0]), Math.min(kw, room[1])]);
  return { ...wanted, dilation: [1, 1], padding, filter };
}

/** A cell is asked where its number goes only forwards, and where there is one. */
function askedIn(state: ConvState): ConvState["asked"] {
  const { asked, view } = state;
  if (asked === null || view !== "forward") return null;
  const [rows, columns] = sizeOf(state[asked.tensor]);
  const [row, column] = [Math.min(rows - 1, asked.row), Math.min(columns - 1, asked.column)];
  return row === asked.row && column === asked.column ? asked : { ...asked, row, column };
}
