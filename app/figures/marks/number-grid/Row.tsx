/**
 * One row of a NumberGrid. While a window slides, most rows of a large grid stay as they are: a row is drawn again only
 * when its signature (every cell's number and look, as one text) or one of the few settings of the grid has changed.
 */
import { memo } from "react";
import type { Scheme } from "../../../theme/scheme";
import { cellText } from "../../describe/number";
import { Cell } from "./Cell";
import { fillOf, PLAIN, type CellLook, type Colouring } from "./looks";

export interface RowLook {
  readonly cells: readonly (number | null)[];
  readonly looks: readonly CellLook[];
  readonly signature: string;
}

export interface RowProps extends RowLook {
  readonly row: number;
  /** Characters that fit a cell. */
  readonly room: number;
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
  readonly look?: ((row: number, column: number) => CellLook) | undefined;
}

export function rowLook({ look }: Looking, cells: readonly (number | null)[], row: number): RowLook {
  const looks = cells.map((_, column) => look?.(row, column) ?? PLAIN);
  let signature = "";
  for (const [column, value] of cells.entries()) signature += `${value}${signatureOf(looks[column] ?? PLAIN)};`;
  return { cells, looks, signature };
}

function signatureOf({ lit, strong, ghost, dropped, second = "", note = "" }: CellLook): string {
  return `${lit ?? ""}${strong === true ? "!" : ""}${ghost === true ? "g" : ""}${dropped === true ? "d" : ""}|${second}|${note}`;
}

export const Row = memo(function Row(props: RowProps) {
  const { cells, looks, row, room, write, colouring, scheme, focus, cursor, top, left } = props;
  return (
    <tr>
      {cells.map((value, column) => {
        const colours = fillOf(value, colouring, scheme);
        return (
          <Cell
            key={column - left}
            {...looks[column]}
            row={row}
            column={column}
            value={value}
            text={value === null ? "" : textOf(value, room, write)}
            top={top}
            left={left}
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

/** Texts that were written before, by room: the same few numbers come again and again. */
const written = new Map<number, Map<number, string>>();
const MOST_WRITTEN = 4096;

export function textOf(value: number, room: number, write: ((value: number) => string) | undefined): string {
  if (write !== undefined) return write(value);
  const known = written.get(room) ?? new Map<number, string>();
  written.set(room, known);
  const text = known.get(value) ?? cellText(value, room);
  if (known.size > MOST_WRITTEN) known.clear();
  known.set(value, text);
  return text;
}
