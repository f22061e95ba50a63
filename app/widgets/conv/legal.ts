/**
 * Which changes of the geometry are possible, and in the reader's words why the others are not. A control asks before it
 * offers, so that no illegal state can be reached.
 */
import { type ConvState, LIMITS, outputSize, type Pair, samePadding, seek, type Sides, sizeOf } from "./state";
import type { Matrix } from "./presets";

export type Change = Partial<Pick<ConvState, "input" | "filter" | "stride" | "padding" | "dilation">>;

/** Why this change is not possible; null when it is. */
export function whyNot(state: ConvState, change: Change): string | null {
  const next = { ...state, ...change };
  const [rows, columns] = sizeOf(next.input);
  const [kh, kw] = sizeOf(next.filter);
  if (Math.min(rows, columns) < 1 || Math.min(kh, kw) < 1) return "One cell is the least.";
  if (Math.max(rows, columns) > LIMITS.input) return `The input can be up to ${LIMITS.input} × ${LIMITS.input} here.`;
  if (Math.max(kh, kw) > LIMITS.filter) return `The filter can be up to ${LIMITS.filter} × ${LIMITS.filter} here.`;
  if (Math.min(...next.stride) < 1) return "A window has to move: the stride is at least 1.";
  if (Math.max(...next.stride) > LIMITS.stride) return `The stride can be up to ${LIMITS.stride} here.`;
  if (Math.min(...next.padding) < 0) return "Padding adds cells; it cannot take any away.";
  if (Math.max(...next.padding) > LIMITS.padding) return `The padding can be up to ${LIMITS.padding} here.`;
  if (Math.min(...next.dilation) < 1) return "Neighbouring filter cells are at least 1 apart.";
  if (Math.max(...next.dilation) > LIMITS.dilation) return `The dilation can be up to ${LIMITS.dilation} here.`;
  const [down, across] = outputSize(next);
  if (down < 1) return misfit("high", next.dilation[0] * (kh - 1) + 1, rows + next.padding[0] + next.padding[2]);
  return across < 1 ? misfit("wide", next.dilation[1] * (kw - 1) + 1, columns + next.padding[1] + next.padding[3]) : null;
}

function misfit(direction: "high" | "wide", filter: number, room: number): string {
  return `The filter would cover ${filter} cells, but the padded input is only ${room} ${direction}. It has to fit at least once.`;
}

/** The change made, if it is possible; the time line stays where it still can. */
export function changed(state: ConvState, change: Change): ConvState {
  if (whyNot(state, change) !== null) return state;
  const next = { ...state, ...change };
  return seek({ ...next, asked: null }, next.at);
}

export function whyNotSame(state: ConvState): string | null {
  if (state.stride[0] !== 1 || state.stride[1] !== 1) return "“Same” keeps the size, and that needs a stride of 1.";
  const padding = samePadding(state.filter, state.stride, state.dilation);
  return padding === null ? `“Same” would need more padding than ${LIMITS.padding} here.` : whyNot(state, { padding });
}

/** Cut, or filled up with `fill`. */
export function resized(matrix: Matrix, [rows, columns]: Pair, fill: (row: number, column: number) => number): Matrix {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => matrix[row]?.[column] ?? fill(row, column)),
  );
}

export function evenPadding(value: number): Sides {
  return [value, value, value, value];
}

export function withCell(matrix: Matrix, row: number, column: number, value: number): Matrix {
  return matrix.map((line, i) => (i === row ? line.map((old, j) => (j === column ? value : old)) : line));
}
