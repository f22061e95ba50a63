/** Edits of single numbers and of whole sheets. A matrix that does not fit is refused with the reason. */
import type { Place } from "../../figures/marks/grid";
import type { Sheet, Volume, VolumeState } from "./volume-state";

type Matrix = readonly (readonly number[])[];

export function withInput(state: VolumeState, channel: number, { row, column }: Place, value: number): VolumeState {
  return { ...state, x: replaced(state.x, channel, (sheet) => withCell(sheet, row, column, value)) };
}

export function withWeight(state: VolumeState, filter: number, channel: number, { row, column }: Place, value: number): VolumeState {
  const w = state.w.map((one, at) => (at === filter ? replaced(one, channel, (sheet) => withCell(sheet, row, column, value)) : one));
  return { ...state, w };
}

export function withBias(state: VolumeState, filter: number, value: number): VolumeState {
  return { ...state, b: state.b.map((old, at) => (at === filter ? value : old)) };
}

/** The state with `matrix` as that sheet, or why it cannot be. */
export function pastedInput(state: VolumeState, channel: number, matrix: Matrix): VolumeState | string {
  return misfit(state.x[channel], matrix) ?? { ...state, x: replaced(state.x, channel, () => matrix) };
}

export function pastedWeights(state: VolumeState, filter: number, channel: number, matrix: Matrix): VolumeState | string {
  const problem = misfit(state.w[filter]?.[channel], matrix);
  return problem ?? { ...state, w: state.w.map((one, at) => (at === filter ? replaced(one, channel, () => matrix) : one)) };
}

function misfit(sheet: Sheet = [], matrix: Matrix): string | null {
  const [rows, columns] = [sheet.length, sheet[0]?.length ?? 0];
  if (matrix.length === rows && matrix.every((row) => row.length === columns)) return null;
  return `This sheet has ${rows} × ${columns} numbers; what you pasted has ${matrix.length} × ${matrix[0]?.length ?? 0}.`;
}

function replaced(of: Volume, channel: number, change: (sheet: Sheet) => Sheet): Volume {
  return of.map((sheet, at) => (at === channel ? change(sheet) : sheet));
}

function withCell(sheet: Sheet, row: number, column: number, value: number): Sheet {
  return sheet.map((line, i) => (i === row ? line.map((old, j) => (j === column ? value : old)) : line));
}
