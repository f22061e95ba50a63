/**
 * What a filter is, read from its numbers, for the learner who is looking for one: identity, shift,
 * separable or not.
 */
import { t } from "../../language/words";
import { spoken } from "../../figures/describe/number";
import type { Matrix } from "../../explorer/matrices";

export interface Split {
  readonly column: readonly number[];
  readonly row: readonly number[];
}

/** In sentences. */
export function factsOf(filter: Matrix): readonly string[] {
  const [rows, columns] = [filter.length, filter[0]?.length ?? 0];
  const cells = filter
    .flatMap((line, row) => line.map((value, column) => ({ value, row, column })))
    .filter(({ value }) => value !== 0);
  const [only] = cells;
  if (only === undefined) return [t("All weights are 0, and so is every output.")];
  if (cells.length === 1) return [single(only, rows, columns)];
  if (rows < 2 || columns < 2) return [];
  const split = splitOf(filter);
  if (split === null) return [t("Not separable: its rows are not all multiples of one row.")];
  const list = (values: readonly number[]): string => values.map(spoken).join(", ");
  return [
    t(
      "Separable: the column {column} times the row {row}. Together {rows} + {columns} = {rows2} multiplications instead of {rows} × {columns} = {rows3}.",
      {
        column: list(split.column),
        row: list(split.row),
        rows,
        columns,
        rows2: rows + columns,
        rows3: rows * columns,
      },
    ),
  ];
}

function single(
  { value, row, column }: { readonly value: number; readonly row: number; readonly column: number },
  rows: number,
  columns: number,
): string {
  if (value !== 1)
    return t("One weight: each output is one cell of its window, times {spoken}.", {
      spoken: spoken(value),
    });
  return 2 * row + 1 === rows && 2 * column + 1 === columns
    ? t("The identity: each output is the cell in the middle of its window, unchanged.")
    : t(
        "A shift: each output is the cell in row {row}, column {column} of its window, unchanged.",
        { row, column },
      );
}

/** The column and the row whose products are the filter; null when there are none. */
export function splitOf(filter: Matrix): Split | null {
  const largest = Math.max(...filter.flat().map(Math.abs));
  const at = filter.findIndex((line) => line.some((value) => Math.abs(value) === largest));
  const row = filter[at] ?? [];
  const pivot = row.findIndex((value) => Math.abs(value) === largest);
  const column = filter.map((line) => (line[pivot] ?? 0) / (row[pivot] ?? 1));
  const same = filter.every((line, i) =>
    line.every(
      (value, j) =>
        Math.abs(value - (column[i] ?? 0) * (row[j] ?? 0)) <= 1e-9 * Math.max(1e-300, largest),
    ),
  );
  return largest > 0 && same ? inWholeNumbers({ column, row }) : null;
}

/**
 * "1, 2, 1 times 1, 2, 1" rather than "0.5, 1, 0.5 times 2, 4, 2": the row's common divisor belongs
 * to the column.
 */
function inWholeNumbers({ column, row }: Split): Split {
  const divisor = row.every(Number.isInteger) ? row.reduce(commonDivisor, 0) : 1;
  return divisor < 2
    ? { column, row }
    : { column: column.map((value) => value * divisor), row: row.map((value) => value / divisor) };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : commonDivisor(b, a % b);
}
