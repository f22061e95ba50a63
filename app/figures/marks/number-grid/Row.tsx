/**
 * One row of a NumberGrid. While a window slides, most rows of a large grid stay as they are: a row
 * is drawn again only when its signature (every cell's number and style, as one text) or one of the
 * few settings of the grid has changed.
 */
import { memo } from "react";
import type { Scheme } from "../../../theme/scheme";
import { Cell } from "./Cell";
import { textOf } from "./fit";
import { fillOf, PLAIN, type CellStyle, type Colouring } from "./cell-style";

export interface RowLook {
  readonly cells: readonly (number | null)[];
  readonly cellStyles: readonly CellStyle[];
  readonly signature: string;
}

export interface RowProps extends RowLook {
  readonly row: number;
  /** Characters that fit a cell. */
  readonly room: number;
  /** What a cell without a number shows. */
  readonly blank: string;
  readonly write: ((value: number) => string) | undefined;
  readonly colouring: Colouring | undefined;
  readonly scheme: Scheme;
  /** Columns of the tab stop and of the selected cell; −1 when they are in another row. */
  readonly focus: number;
  readonly cursor: number;
  /** Where row 0, column 0 is, for names. */
  readonly top: number;
  readonly left: number;
}

interface Looking {
  readonly cellStyle?: ((row: number, column: number) => CellStyle) | undefined;
}

export function rowLook(
  { cellStyle }: Looking,
  cells: readonly (number | null)[],
  row: number,
): RowLook {
  const cellStyles = cells.map((_, column) => cellStyle?.(row, column) ?? PLAIN);
  let signature = "";
  for (const [column, value] of cells.entries())
    signature += `${value}${signatureOf(cellStyles[column])};`;
  return { cells, cellStyles, signature };
}

function signatureOf(style: CellStyle = PLAIN): string {
  if (style === PLAIN) return "";
  const { lit, strong, ghost, dropped, second = "", note = "" } = style;
  return `${lit ?? ""}${strong === true ? "!" : ""}${ghost === true ? "g" : ""}${dropped === true ? "d" : ""}|${second}|${note}`;
}

export const Row = memo(function Row(props: RowProps) {
  const {
    cells,
    cellStyles,
    row,
    room,
    blank,
    write,
    colouring,
    scheme,
    focus,
    cursor,
    top,
    left,
  } = props;
  return (
    <tr>
      {cells.map((value, column) => {
        const colours = fillOf(value, colouring, scheme);
        return (
          <Cell
            key={column - left}
            {...cellStyles[column]}
            row={row - top}
            column={column - left}
            value={value}
            text={value === null ? blank : textOf(value, room, write)}
            focusable={column === focus}
            selected={column === cursor}
            fill={colours?.fill}
            label={colours?.label}
          />
        );
      })}
    </tr>
  );
}, sameRow);

function sameRow(before: RowProps, after: RowProps): boolean {
  return (
    before.signature === after.signature &&
    before.row === after.row &&
    before.room === after.room &&
    before.write === after.write &&
    before.blank === after.blank &&
    before.scheme === after.scheme &&
    before.focus === after.focus &&
    before.cursor === after.cursor &&
    before.top === after.top &&
    before.left === after.left &&
    before.colouring?.palette === after.colouring?.palette &&
    before.colouring?.low === after.colouring?.low &&
    before.colouring?.high === after.colouring?.high
  );
}
