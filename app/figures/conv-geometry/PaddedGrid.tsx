/**
 * An input with its padding round it. Places that go in and come out are those of the input;
 * padding cannot be edited, asked or painted. Cells that no window visits are hatched.
 */
import { t } from "../../language/words";
import { NumberGrid, type NumberGridProps } from "../marks/number-grid/NumberGrid";
import { type CellStyle, PLAIN } from "../marks/number-grid/cell-style";
import type { Place } from "../marks/grid";
import type { Axis } from "../../../engine/core/window";
import { padded, unvisited, type Sliding } from "./geometry";

export interface PaddedGridProps
  extends Omit<NumberGridProps, "values" | "cellStyle" | "editable"> {
  readonly values: readonly (readonly (number | null)[])[];
  /** What padding is written as: 0 for a convolution, null for pooling. */
  readonly padding: number | null;
  readonly sliding: Sliding;
  /** Row and column of the padded input. */
  readonly cellStyle?: ((row: number, column: number) => CellStyle) | undefined;
}

export function PaddedGrid({ padding, sliding, ...grid }: PaddedGridProps) {
  const { cursor, origin = { row: 0, column: 0 } } = grid;
  return (
    <NumberGrid
      {...grid}
      {...handlersOf(grid, sliding)}
      values={surrounded(grid.values, padding, sliding)}
      origin={shifted(origin, sliding, 1)}
      cellStyle={paddedStyle(sliding, grid.cellStyle)}
      cursor={cursor && shifted(cursor, sliding, 1)}
      editable={(place) => isInside(place, sliding)}
    />
  );
}

/** From the input to the padded input (1), or back (−1). */
function shifted({ row, column }: Place, { rows, columns }: Sliding, by: 1 | -1): Place {
  return { row: row + by * rows.before, column: column + by * columns.before };
}

function isInside({ row, column }: Place, { rows, columns }: Sliding): boolean {
  return (
    row >= rows.before &&
    row < rows.before + rows.size &&
    column >= columns.before &&
    column < columns.before + columns.size
  );
}

function surrounded(
  values: PaddedGridProps["values"],
  padding: number | null,
  sliding: Sliding,
): PaddedGridProps["values"] {
  const { rows, columns } = sliding;
  return Array.from({ length: padded(rows) }, (_, row) =>
    Array.from({ length: padded(columns) }, (__, column) =>
      isInside({ row, column }, sliding)
        ? (values[row - rows.before]?.[column - columns.before] ?? null)
        : padding,
    ),
  );
}

function paddedStyle(
  sliding: Sliding,
  cellStyle: PaddedGridProps["cellStyle"],
): (row: number, column: number) => CellStyle {
  const skipped = (axis: Axis) =>
    Array.from({ length: padded(axis) }, (_, at) => unvisited(axis, at));
  const [rows, columns] = [skipped(sliding.rows), skipped(sliding.columns)];
  return (row, column) => {
    const why = rows[row] ?? columns[column] ?? null;
    const ghost = !isInside({ row, column }, sliding);
    const own = cellStyle?.(row, column) ?? PLAIN;
    if (why === null && !ghost) return own;
    const notes = [
      ...(ghost ? ["padding"] : []),
      ...(why === "floor" ? [t("dropped by the floor")] : []),
      ...(why === "gap" ? [t("between the windows, never read")] : []),
    ];
    return {
      ...own,
      ghost,
      dropped: why !== null,
      note: notes.join(", "),
    };
  };
}

/** What is done to a place of the padded input is done to that of the input, if it has it. */
function handlersOf(
  { onCursor, onAsk, onPoint, onEdit, onStroke, onPaste }: Partial<PaddedGridProps>,
  sliding: Sliding,
): Partial<NumberGridProps> {
  const isIn = (place: Place): boolean => isInside(place, sliding);
  const inner = (place: Place): Place => shifted(place, sliding, -1);
  return {
    onCursor: onCursor && ((place) => void (isIn(place) && onCursor(inner(place)))),
    onAsk: onAsk && ((place) => void (isIn(place) && onAsk(inner(place)))),
    onPoint: onPoint && ((place) => onPoint(place !== null && isIn(place) ? inner(place) : null)),
    onEdit: onEdit && ((place, value) => void (isIn(place) && onEdit(inner(place), value))),
    onStroke: onStroke && ((places, phase) => onStroke(places.filter(isIn).map(inner), phase)),
    onPaste: onPaste && ((matrix, at) => onPaste(matrix, inner(at))),
  };
}
