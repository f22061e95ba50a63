/** Places in a grid of cells, and how the keys of the ARIA grid pattern move between them. Pure. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Extent {
  readonly rows: number;
  readonly columns: number;
}

/** A rectangle of cells, drawn as a ring: the window that slides. `step` is the dilation. */
export interface Window {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export function samePlace(a: Place | null | undefined, b: Place | null | undefined): boolean {
  return (
    a !== null &&
    a !== undefined &&
    b !== null &&
    b !== undefined &&
    a.row === b.row &&
    a.column === b.column
  );
}

export function clampPlace(place: Place, extent: Extent): Place {
  const within = (at: number, count: number): number => Math.max(0, Math.min(count - 1, at));
  return { row: within(place.row, extent.rows), column: within(place.column, extent.columns) };
}

/** How far Page Up and Page Down go, in rows. */
const PAGE = 5;

/** Where `key` leads from `from`; null when the key does not move. */
export function moved(
  from: Place,
  key: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean },
  extent: Extent,
): Place | null {
  const far = key.ctrlKey || key.metaKey;
  const to = target(from, key.key, far, extent);
  return to === null ? null : clampPlace(to, extent);
}

function target(from: Place, key: string, far: boolean, { rows, columns }: Extent): Place | null {
  const { row, column } = from;
  switch (key) {
    case "ArrowUp":
      return { row: far ? 0 : row - 1, column };
    case "ArrowDown":
      return { row: far ? rows - 1 : row + 1, column };
    case "ArrowLeft":
      return { row, column: far ? 0 : column - 1 };
    case "ArrowRight":
      return { row, column: far ? columns - 1 : column + 1 };
    case "Home":
      return far ? { row: 0, column: 0 } : { row, column: 0 };
    case "End":
      return far ? { row: rows - 1, column: columns - 1 } : { row, column: columns - 1 };
    case "PageUp":
      return { row: row - PAGE, column };
    case "PageDown":
      return { row: row + PAGE, column };
    default:
      return null;
  }
}

/**
 * The cells on the straight line from one to the other, both included: a fast brush leaves no gaps.
 */
export function line(from: Place, to: Place): Place[] {
  const steps = Math.max(Math.abs(to.row - from.row), Math.abs(to.column - from.column));
  return Array.from({ length: steps + 1 }, (_, at) => {
    const t = steps === 0 ? 0 : at / steps;
    return {
      row: Math.round(from.row + (to.row - from.row) * t),
      column: Math.round(from.column + (to.column - from.column) * t),
    };
  });
}
