/**
 * Property values of a widget or a practice, checked against their typed, ranged schemas. A matrix
 * is written "1 2 3; 4 5 6" (rank 2), "1 2 3" (rank 1), with `|` between planes (rank 3), as a
 * nested list [[1, 2], [3, 4]], or as the name of a file of the lesson ("assets/kernel.npy").
 */
import { isOwnPicture } from "../../widgets/fields/pictures";
import type { Properties, Property, PropertyValues, TextProblem } from "../../widgets/widget";
import { type ArrayFiles, arrayNamed, namesArray } from "./own-arrays";
import type { Code } from "./codes";
import type { Extra } from "./diagnostics";
import { didYouMean, listed, nearest } from "./nearest";
import type { Value } from "./tag-value";

export interface Fault {
  readonly code: Code;
  readonly message: string;
  readonly extra: Extra;
}

/** The lesson's own files that a property may name. */
export interface NamedFiles {
  readonly pictures: readonly string[];
  readonly arrays: ArrayFiles;
}

const NO_FILES: NamedFiles = { pictures: [], arrays: {} };

type Checked = { readonly value: unknown } | { readonly fault: Fault };
type Cells = number | readonly Cells[];

/** The defaults of every property; a matrix default goes through the same reader as an author's. */
export function defaults(properties: Properties): PropertyValues {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      valueOf(name, property, property.default),
    ]),
  );
}

function valueOf(name: string, property: Property, written: Value): unknown {
  const checked = checkProperty(name, property, written);
  return "value" in checked ? checked.value : property.default;
}

export function checkProperty(
  name: string,
  property: Property,
  value: Value,
  files: NamedFiles = NO_FILES,
): Checked {
  switch (property.type) {
    case "integer":
    case "number":
      return checkNumber(name, property, value);
    case "boolean":
      return typeof value === "boolean" ? { value } : wrongType(name, "true or false", value);
    case "choice":
      return property.pictures === true && isOwnPicture(value)
        ? checkPicture(name, value, files.pictures)
        : checkChoice(
            name,
            property.options,
            value,
            property.pictures === true ? files.pictures : [],
          );
    case "text":
      if (typeof value !== "string") return wrongType(name, 'a text in quotes, "…"', value);
      if (value.length > property.maxLength)
        return fault(
          "attribute-range",
          `${name} may have ${property.maxLength} characters; this has ${value.length}.`,
        );
      return checkText(name, property.problem?.(value) ?? null, value);
    case "matrix":
      return namesArray(value)
        ? checkArray(name, property, value, files.arrays)
        : checkMatrix(name, property, value);
    default:
      property satisfies never;
      return { value };
  }
}

/** A text with a language of its own, by its own reader. */
function checkText(name: string, problem: TextProblem | null, value: string): Checked {
  if (problem === null) return { value };
  const { message, allowed, suggestion } = problem;
  const meant = suggestion ?? undefined;
  return fault(
    "attribute-choice",
    `${name}: ${message}.${didYouMean(meant)} It takes ${allowed}.`,
    meant === undefined ? {} : { suggestion: meant },
  );
}

export function checkNumber(
  name: string,
  {
    type,
    min,
    max,
  }: { readonly type: "integer" | "number"; readonly min: number; readonly max: number },
  value: Value,
): Checked {
  const kind = type === "integer" ? "a whole number" : "a number";
  if (typeof value !== "number") {
    const meant = typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
    return wrongType(name, kind, value, Number.isFinite(meant) ? String(meant) : undefined);
  }
  if (type === "integer" && !Number.isInteger(value))
    return wrongType(name, kind, value, String(Math.round(value)));
  if (value < min || value > max)
    return fault("attribute-range", `${name} is ${value}; it may be ${range(min, max)}.`, {
      suggestion: String(value < min ? min : max),
    });
  return { value };
}

/** A picture of the lesson. */
function checkPicture(name: string, value: string, pictures: readonly string[]): Checked {
  if (pictures.includes(value)) return { value };
  const suggestion = nearest(value, pictures);
  const has = pictures.length === 0 ? "The lesson has no pictures." : `It has ${listed(pictures)}.`;
  return fault(
    "image-missing",
    `${name}: there is no picture "${value}" in this lesson.${didYouMean(suggestion)} ${has}`,
    { allowed: pictures, suggestion },
  );
}

/** `more`: what may stand there beside the options, named only where it is meant. */
export function checkChoice(
  name: string,
  options: readonly string[],
  value: Value,
  more: readonly string[] = [],
): Checked {
  if (typeof value === "string" && options.includes(value)) return { value };
  const meant = more.find((one) => stem(one) === stem(String(value)));
  const suggestion = meant ?? nearest(String(value), options);
  return fault(
    "attribute-choice",
    `${name} is ${shown(value)}; it may be ${listed([...options, ...more], "or")}.${didYouMean(suggestion)}`,
    {
      allowed: options,
      suggestion,
    },
  );
}

/** A file's name without folder and ending. */
function stem(path: string): string {
  return path
    .replace(/^.*\//, "")
    .replace(/\.\w+$/, "")
    .toLowerCase();
}

type MatrixProperty = Extract<Property, { type: "matrix" }>;

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

/** The nested numbers, or what is wrong. */
function readMatrix(text: string, rank: number): Cells | string {
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

function wrongType(name: string, wanted: string, value: Value, suggestion?: string): Checked {
  return fault("attribute-type", `${name} is ${shown(value)}; it has to be ${wanted}.`, {
    suggestion,
  });
}

function fault(code: Code, message: string, extra: Extra = {}): { readonly fault: Fault } {
  return { fault: { code, message, extra } };
}

/** A value as a tag would write it, shortened. */
export function shown(value: Value): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function range(min: number, max: number): string {
  return `from ${min} to ${max}`;
}
