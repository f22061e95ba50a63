/** A place in a tag that is being read, and the problems found up to there. */
import type { Code } from "./codes";
import type { Extra, Fix, Place } from "./diagnostics";
import type { Source } from "./source";

export interface Problem {
  readonly code: Code;
  readonly place: Place;
  readonly message: string;
  readonly extra: Extra;
}

export class TagCursor {
  readonly problems: Problem[] = [];

  /** Reads from offset `at` of the file; `limit` is where the tag ends. */
  constructor(
    readonly source: Source,
    public at: number,
    readonly limit: number,
  ) {}

  problem(code: Code, at: number, message: string, extra: Extra = {}): void {
    this.problems.push({ code, place: this.source.place(at), message, extra });
  }

  fix(from: number, to: number, text: string): Fix {
    const start = this.source.place(from);
    const end = this.source.place(to);
    return {
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      text,
    };
  }

  peek(): string {
    return this.at < this.limit ? (this.source.text[this.at] ?? "") : "";
  }

  take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }

  space(): void {
    while (/\s/.test(this.peek())) this.at++;
  }

  /**
   * What `pattern` (sticky) matches here, and moves past it. `bounded` cuts the text at the end of
   * the tag first.
   */
  match(pattern: RegExp, bounded = false): string {
    const text = bounded ? this.source.text.slice(0, this.limit) : this.source.text;
    pattern.lastIndex = this.at;
    const found = pattern.exec(text)?.[0].slice(0, this.limit - this.at) ?? "";
    this.at += found.length;
    return found;
  }

  rest(): string {
    const rest = this.source.text.slice(this.at, this.limit).trim();
    return rest.length > 40 ? `${rest.slice(0, 40)}…` : rest;
  }

  /** Nothing that follows in this tag can be read. */
  giveUp(): void {
    this.at = this.limit;
  }
}
