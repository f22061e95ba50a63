/**
 * A lesson file with its lines: turns offsets into places and finds where a word stands. Lines and
 * columns from 1.
 */
import type { Place } from "./diagnostics";

export class Source {
  readonly lines: readonly string[];
  readonly #starts: number[] = [0];

  constructor(readonly text: string) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1))
      this.#starts.push(at + 1);
    this.lines = text.split("\n");
  }

  /** The place of offset `at`. */
  place(at: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (this.#starts[low] ?? 0) + 1 };
  }

  /**
   * Where `needle` first stands in lines `line` to `endLine`; only the line when it is not found as
   * written.
   */
  find(needle: string, line: number, endLine = line): Place {
    const first = needle.split("\n")[0] ?? "";
    if (first === "") return { line };
    for (let at = line; at <= Math.min(endLine, this.lines.length); at++) {
      const column = this.lines[at - 1]?.indexOf(first) ?? -1;
      if (column >= 0) return { line: at, column: column + 1 };
    }
    return { line };
  }
}

/**
 * Line ends and the byte-order mark made uniform; NUL and the private characters that no text needs
 * become U+FFFD.
 */
export function normalised(text: string): string {
  return text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/\0/g, "\uFFFD");
}
