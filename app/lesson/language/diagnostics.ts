/**
 * The one shape of a message about a mistake: build, command line, studio and the boxes in
 * the page. Lines and columns count from 1; a column counts UTF-16 units, as editors do.
 */
import { CODES, type Code, type Severity } from "./codes";

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly endLine: number;
  readonly message: string;
  /** What may stand here instead. */
  readonly allowed?: readonly string[];
  /** The nearest thing that is allowed. */
  readonly suggestion?: string;
  readonly fix?: Fix;
  /** A consequence of another mistake: boxed in the page, but not listed. */
  readonly follows?: boolean;
}

/** Replaces the text between two places. */
export interface Fix {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

export interface Place {
  readonly line: number;
  readonly column?: number | undefined;
  readonly endLine?: number | undefined;
}

export interface Extra {
  readonly allowed?: readonly string[];
  readonly suggestion?: string | undefined;
  readonly fix?: Fix | undefined;
  readonly follows?: boolean;
}

/** More than this helps nobody, and keeps a hostile file from filling memory. */
const MOST = 500;
/** Characters of a message; what an author wrote may be quoted in it. */
const LONGEST = 1000;

export class Reporter {
  readonly list: Diagnostic[] = [];
  /** Errors that already have a box in the page. */
  readonly boxed = new Set<Diagnostic>();

  constructor(readonly file: string) {}

  report(code: Code, place: Place, message: string, extra: Extra = {}): void {
    if (this.list.length >= MOST) return;
    this.list.push({
      code,
      severity: CODES[code].severity,
      file: this.file,
      line: place.line,
      ...(place.column === undefined ? {} : { column: place.column }),
      endLine: Math.max(place.endLine ?? place.line, place.line),
      message: message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message,
      ...(extra.allowed === undefined ? {} : { allowed: extra.allowed }),
      ...(extra.suggestion === undefined ? {} : { suggestion: extra.suggestion }),
      ...(extra.fix === undefined ? {} : { fix: extra.fix }),
      ...(extra.follows === true ? { follows: true } : {}),
    });
  }

  /** Errors since position `start` of the list that no block shows yet. */
  unboxed(start: number): Diagnostic[] {
    return this.list.slice(start).filter((one) => one.severity === "error" && !this.boxed.has(one));
  }
}

/** By place in the file; what stands at the same place keeps its order. */
export function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted((a, b) => a.line - b.line || (a.column ?? 0) - (b.column ?? 0));
}
