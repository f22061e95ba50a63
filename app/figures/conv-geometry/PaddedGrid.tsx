/**
 * An input with its padding round it. Places that go in and come out are those of the input;
 * padding cannot be edited, asked or painted. Cells that no window visits are hatched.
 */
import { t } from "../../language/words";
import { NumberGrid, type NumberGridProps } from "../marks/number-grid/NumberGrid";
import type { CellStyle } from "../marks/number-grid/cell-style";
import type { Place } from "../marks/grid";
import { unvisited, type Sliding } from "./geometry";

export interface PaddedGridProps
  extends Omit<NumberGridProps, "values" | "cellStyle" | "editable"> {
  readonly values: readonly (readonly (number | null)[])[];
  /** What padding is written as: 0 for a convolution, null for pooling. */
  readonly padding: number | null;
  readonly sliding: Sliding;
  /** Row and column of the padded input. */
  readonly cellStyle?: ((row: number, column: number) => CellStyle) | undefined;
}

export function PaddedGrid(props: PaddedGridProps) {
  const {
    values,
    padding,
    sliding,
    cellStyle,
    cursor,
    onCursor,
    onAsk,
    onPoint,
    onEdit,
    onStroke,
    onPaste,
    ...rest
  } = props;
  const { rows, columns } = sliding;
  const inside = ({ row, column }: Place): boolean =>
    row >= rows.before &&
    row < rows.before + rows.size &&
    column >= columns.before &&
    column < columns.before + columns.size;
  const inner = (place: Place): Place => ({
    row: place.row - rows.before,
    column: place.column - columns.before,
  });
  const height = rows.before + rows.size + rows.after;
  const width = columns.before + columns.size + columns.after;
  const all = Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (__, column) =>
      inside({ row, column })
        ? (values[row - rows.before]?.[column - columns.before] ?? null)
        : padding,
    ),
  );
  const skippedRows = Array.from({ length: height }, (_, row) => unvisited(rows, row));
  const skippedColumns = Array.from({ length: width }, (_, column) => unvisited(columns, column));
  const styleAt = (row: number, column: number): CellStyle => {
    const why = skippedRows[row] ?? skippedColumns[column] ?? null;
    const ghost = !inside({ row, column });
    const notes = [
      ...(ghost ? ["padding"] : []),
      ...(why === null
        ? []
        : [why === "floor" ? t("dropped by the floor") : t("between the windows, never read")]),
    ];
    return {
      ...cellStyle?.(row, column),
      ghost,
      dropped: why !== null,
      ...(notes.length === 0 ? {} : { note: notes.join(", ") }),
    };
  };
  const only = (use: ((place: Place) => void) | undefined) =>
    use === undefined
      ? undefined
      : (place: Place) => {
          if (inside(place)) use(inner(place));
        };
  return (
    <NumberGrid
      {...rest}
      values={all}
      origin={{
        row: rows.before + (props.origin?.row ?? 0),
        column: columns.before + (props.origin?.column ?? 0),
      }}
      cellStyle={styleAt}
      cursor={
        cursor === null || cursor === undefined
          ? cursor
          : { row: cursor.row + rows.before, column: cursor.column + columns.before }
      }
      onCursor={only(onCursor)}
      onAsk={only(onAsk)}
      onPoint={
        onPoint === undefined
          ? undefined
          : (place) => onPoint(place !== null && inside(place) ? inner(place) : null)
      }
      onEdit={
        onEdit === undefined
          ? undefined
          : (place, value) => {
              if (inside(place)) onEdit(inner(place), value);
            }
      }
      editable={inside}
      onStroke={
        onStroke === undefined
          ? undefined
          : (places, phase) => onStroke(places.filter(inside).map(inner), phase)
      }
      onPaste={onPaste === undefined ? undefined : (matrix, at) => onPaste(matrix, inner(at))}
    />
  );
}
