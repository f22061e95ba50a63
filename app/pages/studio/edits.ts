/** Places in a text, and edits that keep them. Lines and columns count from 1, columns in UTF-16 units. Pure. */
import type { Fix } from "../../lesson/language/diagnostics";

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

export function applied(text: string, fix: Fix): string {
  return text.slice(0, positionOf(text, fix.line, fix.column)) + fix.text + text.slice(positionOf(text, fix.endLine, fix.endColumn));
}

/** Puts a block in at `position`, with an empty line before and after it. */
export function inserted(
  text: string,
  position: number,
  block: string,
): { readonly text: string; readonly from: number; readonly to: number } {
  const before = text.slice(0, position).replace(/\n*$/, "");
  const after = text.slice(position).replace(/^\n*/, "");
  const from = before === "" ? 0 : before.length + 2;
  return { text: `${before}${before === "" ? "" : "\n\n"}${block}\n${after === "" ? "" : `\n${after}`}`, from, to: from + block.length };
}
