/**
 * How large the cells of several grids may be in a given width: in one row when they can still be read, else the first
 * grid on a row of its own and the others below it, else each for itself. All in CSS px.
 */
export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

export interface Layout {
  /** One for each grid. */
  readonly sizes: readonly number[];
  readonly stacked: boolean;
}

/** Between two grids: the sign and its margins. */
const SIGN = 44;
/** Border, scroll padding and line at the end of a grid. */
const FRAME = 14;
/** Below this a row is broken up; below `LEAST` a grid scrolls. */
const COMFORTABLE = 28;
const LEAST = 11;

export function layoutOf(grids: readonly GridSize[], width: number, largest: number): Layout {
  const inRow = (row: readonly GridSize[], signs = row.length - 1): number => {
    const columns = row.reduce((total, grid) => total + grid.columns, 0);
    const room = width - row.length * FRAME - signs * SIGN;
    return Math.max(LEAST, Math.min(largest, Math.floor(room / Math.max(1, columns)) - 1));
  };
  const together = inRow(grids);
  if (together >= Math.min(COMFORTABLE, largest) || grids.length < 2) return { sizes: grids.map(() => together), stacked: false };
  const [first, ...rest] = grids;
  const below = inRow(rest, rest.length);
  const own = first === undefined ? [] : [inRow([first])];
  if (below >= Math.min(COMFORTABLE, largest) || rest.length < 2) return { sizes: [...own, ...rest.map(() => below)], stacked: true };
  return { sizes: [...own, ...rest.map((grid) => inRow([grid], 1))], stacked: true };
}
