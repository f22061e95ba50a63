/**
 * A property of numbers in rows. It is written "1 2 3; 4 5 6" (rank 2), "1 2 3" (rank 1), with `|`
 * between planes (rank 3), as a nested list [[1, 2], [3, 4]], or as the name of a file of the
 * lesson ("assets/kernel.npy").
 */
import type { Property } from "../../widgets/widget";
import { type Checked, fault, shown } from "./checked";
import { type ArrayFiles, arrayNamed, namesArray } from "./own-arrays";
import type { Value } from "./tag-value";

type Cells = number | readonly Cells[];
type MatrixProperty = Extract<Property, { type: "matrix" }>;

export function checkNumbers(
  name: string,
  property: MatrixProperty,
  value: Value,
  files: ArrayFiles,
): Checked {
  return namesArray(value)
    ? checkArray(name, property, value, files)
    : checkMatrix(name, property, value);
}

/** The numbers of a file of the lesson. */
function checkArray(
  name: string,
  property: MatrixProperty,
  value: string,
  files: ArrayFiles,
): Checked {
  const read = arrayNamed(value, property.rank, files);
  if ("cells" in read) return checkCells(`${name} (${value.trim()})`, property, read.cells, "");
  const { problem, suggestion } = read;
  return fault("array-file", `${name}: ${problem}`, suggestion === undefined ? {} : { suggestion });
}

function checkMatrix(name: string, property: MatrixProperty, value: Value): Checked {
  const read = typeof value === "string" ? readText(value, property.rank) : readNested(value);
  return typeof read === "string"
    ? fault("matrix-syntax", `${name}: ${read}`)
    : checkCells(name, property, read, ` ${HOW[property.rank]}`);
}

function checkCells(name: string, property: MatrixProperty, read: Cells, how: string): Checked {
  const shape: number[] = [];
  for (let level: Cells | undefined = read; Array.isArray(level); level = level[0])
    shape.push(level.length);
  if (shape.length !== property.rank)
    return fault(
      "matrix-rank",
      `${name} needs ${RANKS[property.rank]}; this has ${axes(shape.length)}.${how}`,
    );
  if (!isRegular(read, shape, 0))
    return fault(
      "matrix-ragged",
      `${name}: the rows are not all of the same length. ${lengths(read)}`,
    );
  const largest = Math.max(...shape);
  if (largest > property.maxExtent || shape.includes(0))
    return fault(
      "matrix-extent",
      `${name} is ${shape.join("×")}; each side may be from 1 to ${property.maxExtent}.`,
    );
  const outside = flat(read).find((cell) => Math.abs(cell) > property.maxValue);
  if (outside !== undefined)
    return fault(
      "matrix-range",
      `${name} holds ${outside}; its numbers may be from ${-property.maxValue} to ${property.maxValue}.`,
    );
  return { value: read };
}

const RANKS = {
  1: "one row of numbers",
  2: "rows and columns",
  3: "planes of rows and columns",
  4: "four levels of lists",
} as const;
const HOW = {
  1: 'Write "1 2 3".',
  2: 'Write "1 2 3; 4 5 6".',
  3: 'Write "1 2; 3 4 | 5 6; 7 8".',
  4: "Write [[[[1, 2], [3, 4]]]].",
} as const;

function axes(rank: number): string {
  return rank === 1 ? "one row" : rank === 0 ? "one number" : `${rank} levels`;
}

/** Rows in text, or the same list as without the quotes. */
function readText(text: string, rank: number): Cells | string {
  if (!text.trim().startsWith("[")) return readMatrix(text, rank);
  try {
    const parsed: Value = JSON.parse(text);
    return readNested(parsed);
  } catch {
    return "the list in brackets cannot be read. Write [[1, 2], [3, 4]].";
  }
}

/** A comma inside a number, in a text whose numbers are parted by spaces. */
function decimalComma(text: string): string | undefined {
  return /[\d.]\s+[-+−\d.]/.test(text) ? /[-+−]?\d+,\d+/.exec(text)?.[0] : undefined;
}

/** The nested numbers, or what is wrong. */
function readMatrix(text: string, rank: number): Cells | string {
  const comma = decimalComma(text);
  if (comma !== undefined)
    return `"${comma}" may be one number or two. Decimals have a point, "${comma.replace(",", ".")}"; two numbers have a space between.`;
  const bad = text
    .split(/[\s,;|]+/)
    .find((word) => word !== "" && !/^[-+−]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(word));
  if (bad !== undefined)
    return `"${bad}" is not a number. Write numbers with spaces between and ; between rows: "1 2 3; 4 5 6".`;
  if (!/\d/.test(text))
    return 'it is empty. Write numbers with spaces between and ; between rows: "1 2 3; 4 5 6".';
  const row = (part: string): number[] =>
    part
      .trim()
      .split(/[\s,]+/)
      .filter((word) => word !== "")
      .map((word) => Number(word.replace("−", "-")));
  const plane = (part: string): number[][] => part.replace(/;\s*$/, "").split(";").map(row);
  if (text.includes("|")) return text.split("|").map(plane);
  if (text.includes(";") || rank === 2) return plane(text);
  return rank === 3 ? [plane(text)] : row(text);
}

function readNested(value: Value): Cells | string {
  if (typeof value === "number") return value;
  if (!Array.isArray(value)) return `${shown(value)} is not a matrix. Write "1 2 3; 4 5 6".`;
  const cells: Cells[] = [];
  for (const item of value) {
    const read = readNested(item);
    if (typeof read === "string") return read;
    cells.push(read);
  }
  return cells;
}

function isRegular(cells: Cells, shape: readonly number[], axis: number): boolean {
  if (typeof cells === "number") return axis === shape.length;
  return cells.length === shape[axis] && cells.every((inner) => isRegular(inner, shape, axis + 1));
}

function lengths(cells: Cells): string {
  if (typeof cells === "number") return "";
  const rows = cells.every(
    (inner) => typeof inner === "number" || inner.every((cell) => typeof cell === "number"),
  );
  if (!rows) return "";
  const counts = cells.map((inner) => (typeof inner === "number" ? 1 : inner.length));
  const at = counts.findIndex((count) => count !== counts[0]);
  return at < 0 ? "" : `Row 1 has ${counts[0]}, row ${at + 1} has ${counts[at]}.`;
}

function flat(cells: Cells): number[] {
  return typeof cells === "number" ? [cells] : cells.flatMap(flat);
}
