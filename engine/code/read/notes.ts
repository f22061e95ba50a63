/** What was read and does not change the network, by line. */

export interface Note {
  /** Line of the source, from 1. */
  readonly line: number;
  readonly what: string;
}

export class Notes {
  private readonly found = new Map<string, Note>();

  constructor(readonly source: string) {}

  add(at: number, what: string): void {
    const line = this.source.slice(0, at).split("\n").length;
    this.found.set(`${line} ${what}`, { line, what });
  }

  all(): readonly Note[] {
    return [...this.found.values()].toSorted((a, b) => a.line - b.line);
  }
}
