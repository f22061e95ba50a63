/**
 * Places in a text, and edits that keep them. Lines and columns count from 1, columns in UTF-16
 * units. Pure.
 */
import type { Diagnostic, Fix } from "../../lesson/language/diagnostics";

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Position of a line and column in the text; beyond the end it is the end. */
export function positionOf(text: string, line: number, column = 1): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const next = text.indexOf("\n", start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  const end = text.indexOf("\n", start);
  return Math.min(start + column - 1, end < 0 ? text.length : end);
}

/** What a fix replaces. */
export function rangeOf(text: string, fix: Fix): Range {
  return {
    from: positionOf(text, fix.line, fix.column),
    to: positionOf(text, fix.endLine, fix.endColumn),
  };
}

/**
 * What can stand at a place that is wrong, the first that fits: the opening of a tag, a text in
 * quotes, a list, a formula, a word.
 */
const PIECES = [
  /^\{%\s*\/?\s*[\w-]*/,
  /^"(?:\\.|[^"\\])*"?/,
  /^\[[^\]]*\]?/,
  /^(\$+)[^$]*\1/,
  /^!?\[[^\]]*\]\([^)]*\)/,
  /^[^\s="%}]+/,
  /^./,
];

/**
 * The piece of text that a diagnostic is about: what its fix replaces, what begins at its column,
 * or its line.
 */
export function extentOf(
  text: string,
  { line, column, fix }: Pick<Diagnostic, "line" | "column" | "fix">,
): Range {
  const from = positionOf(text, line, column ?? 1);
  const mended = fix === undefined ? undefined : rangeOf(text, fix);
  if (mended !== undefined && mended.from === from && mended.to > from) return mended;
  const rest = text.slice(from, positionOf(text, line, Number.MAX_SAFE_INTEGER));
  if (column === undefined) {
    const lead = rest.length - rest.trimStart().length;
    return { from: from + lead, to: from + Math.max(lead, rest.trimEnd().length) };
  }
  for (const piece of PIECES) {
    const length = piece.exec(rest)?.[0].length ?? 0;
    if (length > 0) return { from, to: from + length };
  }
  return { from, to: from };
}

/** The smallest single edit that makes `after` of `before`. */
export function changeBetween(before: string, after: string): Range & { readonly insert: string } {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  let end = 0;
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end])
    end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

/** What a lesson says of itself, before its text. */
const FRONT_MATTER = /^---\r?\n[\s\S]*?\n---[^\S\n]*(?:\n|$)/;

/**
 * Puts a block in at `wanted`, with an empty line before and after it: the edit, and where the
 * block then stands. Where no block may stand, in the front matter, it goes to the end.
 */
export function insertion(
  text: string,
  wanted: number,
  block: string,
): { readonly edit: Range & { readonly insert: string }; readonly block: Range } {
  const position = wanted < (FRONT_MATTER.exec(text)?.[0].length ?? 0) ? text.length : wanted;
  const before = text.slice(0, position).trimEnd();
  const after = text.slice(position);
  const from = before.length;
  const to = position + (after.length - after.trimStart().length);
  const lead = before === "" ? "" : "\n\n";
  const edit = { from, to, insert: `${lead}${block}\n${after.trim() === "" ? "" : "\n"}` };
  return { edit, block: { from: from + lead.length, to: from + lead.length + block.length } };
}
