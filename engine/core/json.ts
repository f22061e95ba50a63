/**
 * JSON from strangers: text to values, with limits that hold before any value is used.
 *
 * `JSON.parse` accepts a million levels of nesting and keeps the last of two equal keys; this
 * reader refuses both, says on which line, and returns objects as maps, so that a key such as
 * `__proto__` is a key and nothing else. Errors: LabError "format" (not JSON, a key twice), "limit"
 * (too long, too deep).
 */
import { LabError } from "./errors";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Json>;

export interface JsonLimits {
  /** Longest text in UTF-16 code units. Default 2²⁰. */
  readonly length?: number;
  /** Deepest nesting. Default 16. */
  readonly depth?: number;
}

interface Cursor {
  readonly text: string;
  readonly depth: number;
  at: number;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERALS: readonly (readonly [string, Json])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

/** The value that `text` describes. */
export function parseJson(text: string, limits: JsonLimits = {}): Json {
  const longest = limits.length ?? 2 ** 20;
  if (text.length > longest)
    throw new LabError(
      "limit",
      `this text is ${text.length} characters long; at most ${longest} are read`,
    );
  const cursor: Cursor = { text, depth: limits.depth ?? 16, at: 0 };
  const value = readValue(cursor, 0);
  skipSpace(cursor);
  if (cursor.at < text.length) fail(cursor, "there is something after the end");
  return value;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return value instanceof Map;
}

function readValue(cursor: Cursor, level: number): Json {
  skipSpace(cursor);
  const first = cursor.text[cursor.at];
  if (first === "{" || first === "[") {
    if (level >= cursor.depth)
      throw new LabError(
        "limit",
        `line ${line(cursor)}: nested more than ${cursor.depth} levels deep`,
      );
    return first === "{" ? readObject(cursor, level + 1) : readList(cursor, level + 1);
  }
  if (first === '"') return readString(cursor);
  for (const [word, value] of LITERALS) {
    if (cursor.text.startsWith(word, cursor.at)) {
      cursor.at += word.length;
      return value;
    }
  }
  return readNumber(cursor);
}

function readObject(cursor: Cursor, level: number): JsonObject {
  const members = new Map<string, Json>();
  cursor.at++;
  if (takes(cursor, "}")) return members;
  do {
    skipSpace(cursor);
    if (cursor.text[cursor.at] !== '"') fail(cursor, "a name in double quotes should stand here");
    const key = readString(cursor);
    if (members.has(key)) fail(cursor, `"${key.slice(0, 60)}" is given twice`);
    if (!takes(cursor, ":")) fail(cursor, "a colon should stand here");
    members.set(key, readValue(cursor, level));
  } while (takes(cursor, ","));
  if (!takes(cursor, "}")) fail(cursor, "a comma or a closing brace should stand here");
  return members;
}

function readList(cursor: Cursor, level: number): Json[] {
  const items: Json[] = [];
  cursor.at++;
  if (takes(cursor, "]")) return items;
  do items.push(readValue(cursor, level));
  while (takes(cursor, ","));
  if (!takes(cursor, "]")) fail(cursor, "a comma or a closing bracket should stand here");
  return items;
}

function readString(cursor: Cursor): string {
  const start = cursor.at;
  let at = start + 1;
  while (at < cursor.text.length && cursor.text[at] !== '"') at += cursor.text[at] === "\\" ? 2 : 1;
  const raw = cursor.text.slice(start, at + 1);
  cursor.at = at + 1;
  try {
    const value: unknown = JSON.parse(raw);
    if (typeof value === "string") return value;
  } catch {
    cursor.at = start;
  }
  return fail(
    cursor,
    "this text in quotes is not closed or holds a character that must be escaped",
  );
}

function readNumber(cursor: Cursor): number {
  NUMBER.lastIndex = cursor.at;
  const found = NUMBER.exec(cursor.text)?.[0];
  if (found === undefined) return fail(cursor, "a value should stand here");
  const value = Number(found);
  if (!Number.isFinite(value)) fail(cursor, `${found.slice(0, 40)} is too large for a number`);
  cursor.at += found.length;
  return value;
}

function skipSpace(cursor: Cursor): void {
  for (;;) {
    const here = cursor.text.charCodeAt(cursor.at);
    if (here !== 32 && here !== 10 && here !== 13 && here !== 9) return;
    cursor.at++;
  }
}

function takes(cursor: Cursor, mark: string): boolean {
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== mark) return false;
  cursor.at++;
  return true;
}

function line(cursor: Cursor): number {
  return cursor.text.slice(0, cursor.at).split("\n").length;
}

function fail(cursor: Cursor, what: string): never {
  throw new LabError("format", `line ${line(cursor)}: ${what}`);
}
