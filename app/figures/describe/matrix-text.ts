/**
 * A matrix as text, both ways: pasted from a spreadsheet, a paper, NumPy or JSON. Rows end at a new
 * line or a `;`, or are JSON lists; numbers are separated by tabs, spaces or commas. Limits come
 * from the grid that asks.
 */
import { t } from "../../language/words";
import { show } from "./number";
import { parseNumber } from "./read-number";

export type MatrixText =
  | { readonly matrix: readonly (readonly number[])[] }
  | { readonly problem: string };

export interface MatrixLimits {
  readonly rows: number;
  readonly columns: number;
  readonly magnitude: number;
}

export function parseMatrix(text: string, limits: MatrixLimits): MatrixText {
  const matrix: number[][] = [];
  for (const line of linesOf(text)) {
    const row: number[] = [];
    for (const word of line
      .split(line.includes("\t") ? "\t" : /[\s,]+/)
      .filter((part) => part.trim() !== "")) {
      const value = parseNumber(word);
      const problem = problemWith(value, word, limits);
      if (problem !== null || value === null) return { problem: problem ?? "" };
      row.push(value);
    }
    if (row.length > 0) matrix.push(row);
  }
  return sized(matrix, limits);
}

/** Why this text is no number for a cell, in the reader's words; null when it is one. */
export function problemWith(
  value: number | null,
  text: string,
  limits: { readonly magnitude: number },
): string | null {
  const quoted = `“${text.trim().slice(0, 24)}”`;
  if (value === null)
    return text.trim() === ""
      ? t("Nothing was typed.")
      : t("{quoted} is not a number.", { quoted });
  if (Math.abs(value) > limits.magnitude)
    return t("{quoted} is too large: at most {text} either way.", {
      quoted,
      text: show(limits.magnitude, 0).text,
    });
  return null;
}

/** Tab-separated, as spreadsheets read it. */
export function matrixText(matrix: readonly (readonly (number | null)[])[]): string {
  return matrix
    .map((row) => row.map((value) => (value === null ? "" : String(value))).join("\t"))
    .join("\n");
}

function linesOf(text: string): string[] {
  const plain = text.slice(0, 20_000).replaceAll(/\]\s*,?\s*\[/g, "\n");
  return plain
    .replaceAll(/array\(|dtype=\w+|[[\](){}]/g, " ")
    .split(/[\r\n;]+/)
    .map((line) => line.replace(/^[ ,]+|[ ,]+$/g, ""));
}

function sized(matrix: readonly (readonly number[])[], limits: MatrixLimits): MatrixText {
  const columns = matrix[0]?.length ?? 0;
  if (columns === 0) return { problem: t("There are no numbers in what was pasted.") };
  const ragged = matrix.findIndex((row) => row.length !== columns);
  if (ragged > 0)
    return {
      problem: t("Row {ragged} has {matrix} numbers, but row 1 has {columns}.", {
        ragged: ragged + 1,
        matrix: matrix[ragged]?.length ?? 0,
        columns,
      }),
    };
  if (matrix.length > limits.rows || columns > limits.columns)
    return {
      problem: t("That is {matrix} × {columns} numbers; at most {rows} × {columns2} fit here.", {
        matrix: matrix.length,
        columns,
        rows: limits.rows,
        columns2: limits.columns,
      }),
    };
  return { matrix };
}
