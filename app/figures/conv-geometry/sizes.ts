/**
 * How several grids share the room there is, and how large their cells are: all in one row; the first with the others in a
 * column beside it; the first in a row of its own above the others; or each in its own row. The way with the largest cells
 * that is seen at once wins. Where nothing can be read that way, the figure grows downwards instead. All in CSS px.
 */
export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

export interface Room {
  readonly width: number;
  /** What the grids may take so that the rest of the figure is seen with them. */
  readonly height: number;
}

export type Arrangement = "row" | "beside" | "stacked" | "alone";

export interface Layout {
  readonly arrangement: Arrangement;
  /** One for each grid. */
  readonly sizes: readonly number[];
}

/** Between two grids: the sign and its margins; less where grids stand in a column. */
export const SIGN = 44;
export const NARROW_SIGN = 26;
/** Border, scroll padding and line at the end of a grid; its title above it. */
export const FRAME = 16;
const TITLE = 34;
/** Between two cells, in the theme with the thickest lines. */
const LINE = 2;
/** Cells that are easy to read; below `LEAST` a grid scrolls. */
const COMFORTABLE = 28;
const ROOMY = 34;
export const LEAST = 11;
/** An earlier way is kept unless a later one gives clearly larger cells. */
const CLEARLY = 1.2;

export function layoutOf(grids: readonly GridSize[], room: Room, largest: number, clearly = CLEARLY): Layout {
  const seen = best(grids, room, largest, clearly);
  if (Math.min(...seen.sizes) >= Math.min(COMFORTABLE, largest)) return seen;
  return best(grids, { ...room, height: Infinity }, Math.min(ROOMY, largest), clearly);
}

function best(grids: readonly GridSize[], room: Room, largest: number, clearly: number): Layout {
  const ways: readonly Layout[] = [
    { arrangement: "row", sizes: inRow(grids, room, largest) },
    ...(grids.length < 3
      ? []
      : [
          { arrangement: "beside" as const, sizes: beside(grids, room, largest) },
          { arrangement: "stacked" as const, sizes: stacked(grids, room, largest) },
        ]),
    ...(grids.length < 2 ? [] : [{ arrangement: "alone" as const, sizes: alone(grids, room, largest) }]),
  ];
  return ways.reduce((chosen, way) => (Math.min(...way.sizes) >= clearly * Math.min(...chosen.sizes) ? way : chosen));
}

function inRow(grids: readonly GridSize[], { width, height }: Room, largest: number, signs = grids.length - 1): number[] {
  const across = cell(width - grids.length * FRAME - signs * SIGN, total(grids, "columns"));
  const down = cell(height - TITLE, Math.max(...grids.map(({ rows }) => rows)));
  return grids.map(() => within(Math.min(across, down), largest));
}

function beside([first, ...rest]: readonly GridSize[], { width, height }: Room, largest: number): number[] {
  if (first === undefined) return [];
  const across = cell(width - 2 * FRAME - NARROW_SIGN, first.columns + Math.max(...rest.map(({ columns }) => columns)));
  const down = Math.min(cell(height - TITLE, first.rows), cell(height - rest.length * TITLE, total(rest, "rows")));
  return [first, ...rest].map(() => within(Math.min(across, down), largest));
}

function stacked([first, ...rest]: readonly GridSize[], { width, height }: Room, largest: number): number[] {
  if (first === undefined) return [];
  const down = cell(height - 2 * TITLE, first.rows + Math.max(...rest.map(({ rows }) => rows)));
  const own = inRow([first], { width, height: Infinity }, largest);
  const others = inRow(rest, { width, height: Infinity }, largest, rest.length);
  return [...own, ...others].map((size) => within(Math.min(size, down), largest));
}

function alone([first, ...rest]: readonly GridSize[], { width, height }: Room, largest: number): number[] {
  if (first === undefined) return [];
  const down = cell(height - (rest.length + 1) * TITLE, total([first, ...rest], "rows"));
  return [first, ...rest].map((grid, at) => {
    const [across = LEAST] = inRow([grid], { width, height: Infinity }, largest, at === 0 ? 0 : 1);
    return within(Math.min(across, down), largest);
  });
}

/** Side of a cell when `count` of them share `room`. */
function cell(room: number, count: number): number {
  return room === Infinity ? Infinity : Math.floor(room / Math.max(1, count)) - LINE;
}

function within(size: number, largest: number): number {
  return Math.max(LEAST, Math.min(largest, size));
}

function total(grids: readonly GridSize[], side: keyof GridSize): number {
  return grids.reduce((sum, grid) => sum + grid[side], 0);
}
