/** Reports at places that are found again in the text of a file, after it was compiled. */
import type { Code } from "../language/codes";
import type { Extra, Reporter } from "../language/diagnostics";

export class Placer {
  constructor(
    readonly text: string,
    readonly reporter: Reporter,
  ) {}

  /** Reports at the line of a front matter key. */
  front(code: Code, key: string, message: string, extra: Extra = {}): void {
    const lines = this.text.split(/\r\n?|\n/);
    const at = lines.findIndex((line) => line.startsWith(`${key}:`));
    this.reporter.report(
      code,
      at < 0 ? { line: 1 } : { line: at + 1, column: key.length + 3 },
      message,
      extra,
    );
  }

  /** Reports where an id stands. */
  id(code: Code, id: string, message: string, extra: Extra = {}): void {
    this.at(code, `id="${id}"`, message, extra);
  }

  /** Reports where some text stands. */
  at(code: Code, needle: string, message: string, extra: Extra = {}): void {
    const lines = this.text.split(/\r\n?|\n/);
    const at = lines.findIndex((line) => line.includes(needle));
    this.reporter.report(
      code,
      at < 0 ? { line: 1 } : { line: at + 1, column: (lines[at] ?? "").indexOf(needle) + 1 },
      message,
      extra,
    );
  }
}
