/**
 * Where a window goes over a padded input: which cells it covers, which are never covered and why.
 * Rows and columns are those of the padded input unless said otherwise; an Axis is one direction
 * (engine/core/window.ts).
 */
import { t } from "../../language/words";
import type { Axis } from "../../../engine/core/window";
import type { Window } from "../marks/grid";

export interface Sliding {
  readonly rows: Axis;
  readonly columns: Axis;
}

/** Cells of one direction with the padding. */
export function padded(axis: Axis): number {
  return axis.before + axis.size + axis.after;
}

/** How many cells the window reaches over, gaps of the dilation included. */
export function span({ kernel, dilation }: Axis): number {
  return dilation * (kernel - 1) + 1;
}

/** The rectangle of window (row, column). */
export function windowAt({ rows, columns }: Sliding, row: number, column: number): Window {
  return {
    row: row * rows.stride,
    column: column * columns.stride,
    rows: span(rows),
    columns: span(columns),
  };
}

function tap(axis: Axis, window: number, cell: number): number | null {
  const from = cell - window * axis.stride;
  const at = from / axis.dilation;
  return from >= 0 && Number.isInteger(at) && at < axis.kernel ? at : null;
}

/**
 * Why a line of cells is never visited: "floor" beyond the last window, "gap" between cells that
 * are; null when it is.
 */
export function unvisited(axis: Axis, cell: number): "floor" | "gap" | null {
  for (let window = 0; window < axis.count; window++)
    if (tap(axis, window, cell) !== null) return null;
  return cell >= (axis.count - 1) * axis.stride + span(axis) ? "floor" : "gap";
}

/** How many lines at the end the floor of the size formula drops. */
export function dropped(axis: Axis): number {
  return padded(axis) - ((axis.count - 1) * axis.stride + span(axis));
}

/**
 * "The floor drops 1 row at the bottom and 1 column on the right."; empty when nothing is dropped.
 */
export function droppedText({ rows, columns }: Sliding): string {
  const down = dropped(rows);
  const across = dropped(columns);
  const parts = [
    ...(down > 0 ? [t("{down, plural, one {# row} other {# rows}} at the bottom", { down })] : []),
    ...(across > 0
      ? [t("{across, plural, one {# column} other {# columns}} on the right", { across })]
      : []),
  ];
  return parts.length === 0
    ? ""
    : t("Hatched: the floor drops {parts}.", { parts: parts.join(t(" and ")) });
}
