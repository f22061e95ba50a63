/** What the pooling figure knows, and how an untrusted value becomes one. Sizes in cells. */
import { inRange, isRecord, oneOf, truth } from "../untrusted";
import { INPUTS, LECTURE_INPUT, presetNamed, type Matrix } from "../conv/presets";
import { matrixFrom, sizeOf, type Pair } from "../conv/state";
import { PATTERNS, PHOTOS } from "../../pictures/photos";

export const LIMITS = { input: 16, window: 8, stride: 8, value: 1e6, shift: 8 } as const;

export const KINDS = ["max", "average"] as const;
export const VIEWS = ["forward", "backward", "shift"] as const;
export const PICTURES: readonly string[] = [...PHOTOS, ...PATTERNS].map((photo) => photo.name);

export interface PoolState {
  readonly input: Matrix;
  readonly kind: (typeof KINDS)[number];
  /** One window over everything, whatever the size. */
  readonly global: boolean;
  /** [down, across]. */
  readonly window: Pair;
  readonly stride: Pair;
  /** Above and below, left and right; at most half a window. */
  readonly padding: Pair;
  readonly view: (typeof VIEWS)[number];
  /** Place on the time line: how many cells are computed. */
  readonly at: number;
  readonly all: boolean;
  /** Arrows from every winner to its output. */
  readonly routes: boolean;
  /** ∂L/∂y; cells beyond it count as 1. */
  readonly errors: Matrix;
  /** The shift test: which picture, and by how many pixels it moves down and to the right. */
  readonly picture: string;
  readonly shift: Pair;
}

export const START: PoolState = {
  input: LECTURE_INPUT,
  kind: "max",
  global: false,
  window: [2, 2],
  stride: [2, 2],
  padding: [0, 0],
  view: "forward",
  at: 0,
  all: false,
  routes: false,
  errors: Array.from({ length: LIMITS.input }, (_, row) =>
    Array.from({ length: LIMITS.input }, (__, column) => ((2 * row + 3 * column) % 5) + 1),
  ),
  picture: "chelsea",
  shift: [0, 1],
};

export type Geometry = Pick<PoolState, "input" | "global" | "window" | "stride" | "padding">;

/** Window, stride and padding as they are used: a global window is as large as the input. */
export function used({ input, global, window, stride, padding }: Geometry): Pick<PoolState, "window" | "stride" | "padding"> {
  return global ? { window: sizeOf(input), stride: sizeOf(input), padding: [0, 0] } : { window, stride, padding };
}

export function outputSize(state: Geometry): Pair {
  const { window, stride, padding } = used(state);
  const [rows, columns] = sizeOf(state.input);
  const count = (size: number, at: 0 | 1): number => Math.floor((size + 2 * padding[at] - window[at]) / stride[at]) + 1;
  return [count(rows, 0), count(columns, 1)];
}

export function stepsOf(state: PoolState): number {
  if (state.view === "shift") return LIMITS.shift;
  const [rows, columns] = state.view === "forward" ? outputSize(state) : sizeOf(state.input);
  return Math.max(0, rows) * Math.max(0, columns);
}

/** In the shift test the time line is how far the picture has moved to the right. */
export function stepOf(state: PoolState): number {
  return state.view === "shift" ? state.shift[1] : state.at;
}

export function seek(state: PoolState, at: number): PoolState {
  const to = Math.max(0, Math.min(stepsOf(state), Math.round(at)));
  return state.view === "shift" ? { ...state, shift: [state.shift[0], to] } : { ...state, at: to };
}

export function errorsOf(state: PoolState): Matrix {
  const [rows, columns] = outputSize(state);
  return Array.from({ length: Math.max(0, rows) }, (_, row) =>
    Array.from({ length: Math.max(0, columns) }, (__, column) => state.errors[row]?.[column] ?? 1),
  );
}

/** Why a geometry is not possible; null when it is. */
export function whyNot(state: PoolState, change: Partial<Geometry>): string | null {
  const next = { ...state, ...change };
  const [rows, columns] = sizeOf(next.input);
  if (Math.min(rows, columns, ...next.window) < 1) return "One cell is the least.";
  if (Math.max(rows, columns) > LIMITS.input) return `The input can be up to ${LIMITS.input} × ${LIMITS.input} here.`;
  if (Math.max(...next.window) > LIMITS.window) return `The window can be up to ${LIMITS.window} × ${LIMITS.window} here.`;
  if (Math.min(...next.stride) < 1) return "A window has to move: the stride is at least 1.";
  if (Math.max(...next.stride) > LIMITS.stride) return `The stride can be up to ${LIMITS.stride} here.`;
  if (Math.min(...next.padding) < 0) return "Padding adds cells; it cannot take any away.";
  if (next.padding.some((side, at) => 2 * side > (next.window[at] ?? 1)))
    return "Padding is at most half the window: more, and a window would see no real number at all.";
  const [down, across] = outputSize(next);
  return down < 1 || across < 1 ? "The window does not fit the input once." : null;
}

export function changed(state: PoolState, change: Partial<Geometry>): PoolState {
  if (whyNot(state, change) !== null) return state;
  const next = { ...state, ...change };
  return { ...next, at: Math.min(next.at, stepsOf({ ...next, view: next.view === "shift" ? "forward" : next.view })) };
}

export function restore(untrusted: unknown, fallback: PoolState): PoolState {
  const given = isRecord(untrusted) ? untrusted : {};
  const window = pair(given["window"], 1, LIMITS.window) ?? fallback.window;
  const state: PoolState = {
    input: matrixFrom(given["input"], LIMITS.input) ?? presetNamed(INPUTS, given["input"])?.matrix ?? fallback.input,
    kind: oneOf(given["kind"], KINDS, fallback.kind),
    global: truth(given["global"], fallback.global),
    window,
    stride: pair(given["stride"], 1, LIMITS.stride) ?? fallback.stride,
    padding: pair(given["padding"], 0, LIMITS.window / 2) ?? fallback.padding,
    view: oneOf(given["view"], VIEWS, fallback.view),
    at: 0,
    all: truth(given["all"], fallback.all),
    routes: truth(given["routes"], fallback.routes),
    errors: matrixFrom(given["errors"], LIMITS.input + LIMITS.window) ?? fallback.errors,
    picture: oneOf(given["picture"], PICTURES, fallback.picture),
    shift: pair(given["shift"], 0, LIMITS.shift) ?? fallback.shift,
  };
  const legal = fitting(state);
  const steps = stepsOf({ ...legal, view: legal.view === "shift" ? "forward" : legal.view });
  return { ...legal, at: Math.min(steps, inRange(given["at"], 0, 4096, fallback.at)) };
}

/** The nearest legal window: padding at most half of it, and no larger than what it slides over. */
function fitting(state: PoolState): PoolState {
  const [rows, columns] = sizeOf(state.input);
  const window: Pair = [Math.min(state.window[0], rows), Math.min(state.window[1], columns)];
  const padding: Pair = [Math.min(state.padding[0], Math.floor(window[0] / 2)), Math.min(state.padding[1], Math.floor(window[1] / 2))];
  return {
    ...state,
    window: whyNot(state, {}) === null ? state.window : window,
    padding: whyNot(state, {}) === null ? state.padding : padding,
  };
}

function pair(value: unknown, least: number, most: number): Pair | null {
  const [down, across = down]: readonly unknown[] = Array.isArray(value) ? value : [value];
  const fits = (one: unknown): one is number => typeof one === "number" && Number.isInteger(one) && one >= least && one <= most;
  return fits(down) && fits(across) ? [down, across] : null;
}
