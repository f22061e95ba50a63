/** What the pooling figure knows, and the network of one layer that it is. Sizes in cells. */
import "../../explorer/any-network";
import { t } from "../../language/words";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { INPUTS, LECTURE_INPUT } from "../../explorer/matrices";
import { planeNames, type Setup } from "../../explorer/setup";
import { PATTERNS, PHOTOS } from "../../pictures/photos";
import { choice, integer, own, truth } from "../fields/kinds";
import { matrix, pair, type Pair, resized } from "../fields/matrix";
import { pictures } from "../fields/pictures";
import { type StateOf, table } from "../fields/table";

export const LIMITS = { input: 16, window: 8, stride: 8, value: 1e6, shift: 8 } as const;

const FIELDS = {
  view: choice(
    { forward: "Forwards", backward: "Backwards", shift: "Shift a photo" },
    {
      label: "View",
      says: "The value, the gradient of the input, or the shift test on a photo.",
    },
  ),
  kind: choice(
    { max: "Maximum", average: "Average" },
    {
      label: "What is kept",
      says: "Keep the maximum, or the average.",
      property: "pooling",
      control: "pooling",
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
  picture: pictures({
    label: "Picture",
    says: "The picture of the shift test.",
    names: [...PHOTOS, ...PATTERNS].map((picture) => picture.name),
  }),
  window: pair({
    label: "Window",
    says: "Side of the window.",
    from: 1,
    to: LIMITS.window,
    standard: [2, 2],
  }),
  stride: pair({
    label: "Stride",
    says: "How far the window moves; less than the window: they overlap.",
    from: 1,
    to: LIMITS.stride,
    standard: [2, 2],
  }),
  padding: pair({
    label: "Padding",
    says: "Padding on every side, at most half the window.",
    from: 0,
    to: LIMITS.window / 2,
    standard: [0, 0],
  }),
  global: truth({
    label: "One window over everything",
    says: "One window over the whole input.",
  }),
  all: truth({ label: "Show all", says: "Show every number at once." }),
  routes: truth({
    label: "Draw the routes",
    says: "Arrows between every maximum and its output.",
  }),
  errors: matrix({
    label: "Errors",
    says: "The gradient that arrives at the outputs; cells beyond it count as 1.",
    rank: 2,
    side: LIMITS.input + LIMITS.window,
    largest: LIMITS.value,
    standard: Array.from({ length: LIMITS.input }, (_, row) =>
      Array.from({ length: LIMITS.input }, (__, column) => ((2 * row + 3 * column) % 5) + 1),
    ),
  }),
  shift: own<Pair>({
    label: "Shift",
    standard: [0, 1],
    read: (given) => {
      const [down, right]: readonly unknown[] = Array.isArray(given) ? given : [];
      return isShift(down) && isShift(right) ? [down, right] : undefined;
    },
    author: {
      properties: {
        shift_down: shiftProperty(0, "By how many pixels it moves down."),
        shift_right: shiftProperty(1, "By how many pixels it moves to the right."),
      },
      given: ({ shift_down: down, shift_right: right }) => [down ?? 0, right ?? 1],
      written: ([down, right]) => ({ shift_down: down, shift_right: right }),
    },
    samples: [[2, 3]],
  }),
  at: integer({
    label: "Place",
    says: "Where on the time line it opens.",
    from: 0,
    to: 4096,
    standard: 0,
    control: null,
  }),
};

export type PoolState = StateOf<typeof FIELDS>;

export const fields = table(1, FIELDS, {
  legal: (state) => fitted(state),
  whyNot: (state, change) =>
    state.global && ["window", "stride", "padding"].some((name) => name in change)
      ? t("The window is the whole input now.")
      : whyNot({ ...state, ...change }),
  follow: (next, before) => {
    if (whyNot(next) !== null) return before;
    return fitted(next.view === before.view ? next : { ...next, at: Math.min(next.at, 1) });
  },
  parts: ["input-size", "formula"],
});

function isShift(value: unknown): value is number {
  return (
    typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= LIMITS.shift
  );
}

function shiftProperty(standard: number, description: string) {
  return { type: "integer", min: 0, max: LIMITS.shift, default: standard, description } as const;
}

/** Window, stride and padding as they are used: a global window is as large as the input. */
export function used(state: PoolState): Pick<PoolState, "window" | "stride" | "padding"> {
  const { input, global } = state;
  const whole: Pair = [input.length, input[0]?.length ?? 0];
  return global ? { window: whole, stride: whole, padding: [0, 0] } : state;
}

export function outputSize(state: PoolState): Pair {
  const { window, stride, padding } = used(state);
  const count = (size: number, at: 0 | 1): number =>
    Math.floor((size + 2 * padding[at] - window[at]) / stride[at]) + 1;
  return [count(state.input.length, 0), count(state.input[0]?.length ?? 0, 1)];
}

/** Why a geometry is not possible; null when it is. */
export function whyNot(state: PoolState): string | null {
  const [down, across] = outputSize(state);
  if (state.padding.some((side, at) => 2 * side > (state.window[at] ?? 1)))
    return t(
      "Padding is at most half the window: more, and a window would see no real number at all.",
    );
  return down < 1 || across < 1 ? t("The window does not fit the input once.") : null;
}

/** The nearest legal window: padding at most half of it, and no larger than what it slides over. */
function fitted(state: PoolState): PoolState {
  const [rows, columns] = [state.input.length, state.input[0]?.length ?? 1];
  const fits = whyNot(state) === null;
  const window: Pair = [Math.min(state.window[0], rows), Math.min(state.window[1], columns)];
  const half = (at: 0 | 1): number => Math.min(state.padding[at], Math.floor(window[at] / 2));
  const legal = fits ? state : { ...state, window, padding: [half(0), half(1)] as const };
  const [height, width] = legal.view === "backward" ? [rows, columns] : outputSize(legal);
  return legal.at <= height * width ? legal : { ...legal, at: height * width };
}

/** The errors as large as the output: cut, or filled up with 1. */
export function errorsOf(state: PoolState): PoolState["errors"] {
  return resized(state.errors, outputSize(state), () => 1);
}

export function opOf({ kind }: PoolState): string {
  return kind === "max" ? "maxpool2d" : "avgpool2d";
}

export function setupOf(state: PoolState): Setup {
  const { window, stride, padding } = used(state);
  const spec: NetworkSpec = {
    format: 1,
    name: "pooling",
    input: [1, state.input.length, state.input[0]?.length ?? 1],
    layers: [{ name: "pool", op: opOf(state), kernel_size: window, stride, padding }],
  };
  const backward = state.view === "backward";
  return {
    spec,
    leaves: { input: state.input, "pool.dy": errorsOf(state) },
    view: {
      of: backward ? "input.dy" : "pool.y",
      panels: backward ? ["input", "pool.dy"] : ["input"],
      all: state.all,
      arrows: state.routes,
      formula: !state.global,
      order: "rows",
    },
    at: state.at,
    names: planeNames("pool"),
  };
}
