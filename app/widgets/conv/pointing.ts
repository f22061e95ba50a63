/** What is pointed at, and which cells go with it: the same in grids, strip and text. Index is [row, column]. */
import type { Cell, Expression } from "../../../engine/core/expression";
import { cellsOf } from "../../../engine/core/expression";
import { filterCellOn, type Sliding } from "../../figures/conv-geometry/geometry";
import type { Place } from "../../figures/marks/grid";

export interface Pointed extends Place {
  readonly tensor: string;
}

export function isAt(pointed: Pointed | null, tensor: string, row: number, column: number): boolean {
  return pointed !== null && pointed.tensor === tensor && pointed.row === row && pointed.column === column;
}

export function pointedCell(cell: Cell | null): Pointed | null {
  return cell === null ? null : { tensor: cell.tensor, row: cell.index.at(-2) ?? 0, column: cell.index.at(-1) ?? 0 };
}

/** Lights the pointed cell in a strip, and its partner in the product while the window lies at `window`. */
export function litIn(pointed: Pointed | null, partner: Pointed | null): (cell: Cell) => boolean {
  return (cell) => {
    const [row = 0, column = 0] = cell.index.slice(-2);
    return isAt(pointed, cell.tensor, row, column) || isAt(partner, cell.tensor, row, column);
  };
}

/** Under the window at `window`: the weight on a pointed input cell, or the input cell under a pointed weight. */
export function partnerOf(pointed: Pointed | null, sliding: Sliding, window: Place | null, turn: (place: Place) => Place): Pointed | null {
  if (pointed === null || window === null) return null;
  const { rows, columns } = sliding;
  if (pointed.tensor === "x") {
    const tap = filterCellOn(sliding, window, pointed.row + rows.before, pointed.column + columns.before);
    return tap === null ? null : { tensor: "w", ...turn(tap) };
  }
  if (pointed.tensor !== "w") return null;
  const tap = turn(pointed);
  return {
    tensor: "x",
    row: window.row * rows.stride + tap.row * rows.dilation - rows.before,
    column: window.column * columns.stride + tap.column * columns.dilation - columns.before,
  };
}

/** "3,4" for each cell of `tensor` that an expression reads. */
export function cellsIn(expression: Expression | null, tensor: string): ReadonlySet<string> {
  const found = new Set<string>();
  if (expression === null) return found;
  for (const cell of cellsOf(expression)) if (cell.tensor === tensor) found.add(keyOf(cell.index.at(-2) ?? 0, cell.index.at(-1) ?? 0));
  return found;
}

export function keyOf(row: number, column: number): string {
  return `${row},${column}`;
}

/** Words of the text that mean a panel. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  x: ["input", "image", "picture", "pixel", "x"],
  w: ["weight", "weights", "filter", "kernel", "w"],
  y: ["output", "y", "activation"],
  b: ["bias", "b"],
  dy: ["dy", "error", "errors"],
  gradient: ["gradient", "derivative", "dx", "dw", "db"],
};

export function isMeant(highlight: string | null, panel: string): boolean {
  return highlight !== null && (WORDS[panel]?.includes(highlight.toLowerCase()) ?? false);
}

/** A reference such as `c1.y[0][2]` that the reader points at in the text, as a cell of this figure. */
export function referred(highlight: string | null): Pointed | null {
  const match = /^[\w-]+\.(x|w|b|y|dy|dx|dw|db)\[(\d+)\](?:\[(\d+)\])?$/.exec(highlight ?? "");
  return match === null ? null : { tensor: match[1] ?? "", row: Number(match[2]), column: Number(match[3] ?? 0) };
}
