/**
 * Finds every tag `{% … %}` of a lesson and reads it, with the exact place of each name and value
 * and with errors in an author's words. What Markdoc then sees is the same text with each tag
 * replaced by a plain numbered one, so its own terse tag errors cannot occur. Tags inside fences
 * and code spans are text; comments `<!-- … -->` become spaces.
 */
import { Source } from "./source";
import { listed, nearest } from "./nearest";
import { TAG_NAMES, tagNamed } from "./schema";
import type { Problem } from "./tag-cursor";
import { readTag, type Span } from "./tag-reader";

export interface Scanned {
  readonly spans: readonly Span[];
  /** The text for Markdoc: same lines, tags numbered. */
  readonly masked: string;
}

const NUMBERED = /\{%\s*\/?t(\d+)\s*\/?%\}/g;

export function scan(source: Source): Scanned {
  const spans: Span[] = [];
  const misspelt = new Set<string>();
  let masked = "";
  let done = 0;
  for (const { start, end } of marks(source.text)) {
    if (start < done) continue;
    masked += source.text.slice(done, start);
    if (end !== null) {
      masked += source.text.slice(start, end).replace(/[^\n]/g, " ");
      done = end;
      continue;
    }
    const span = meant(readTag(source, start), misspelt);
    masked += numbered(span, spans.length);
    spans.push(span);
    done = span.end;
  }
  return { spans, masked: anchored(cellsKept(masked + source.text.slice(done))) };
}

/**
 * A misspelt tag counts as the one that is meant, with one message at its first use: what depends
 * on it (its id, its closing tag) is then no mistake of its own.
 */
function meant(span: Span, misspelt: Set<string>): Span {
  if (span.form === "broken" || tagNamed(span.name) !== undefined) return span;
  const name = nearest(span.name, TAG_NAMES);
  if (name === undefined) return span;
  const said = misspelt.has(span.name);
  if (span.form === "open") misspelt.add(span.name);
  if (said && span.form === "close") return { ...span, name };
  const { place, endPlace, raw } = span;
  const problem: Problem = {
    code: "tag-unknown",
    place,
    message: `There is no tag "${span.name}". Did you mean ${name}? Tags are ${listed(TAG_NAMES)}.`,
    extra: {
      allowed: TAG_NAMES,
      suggestion: name,
      fix: {
        line: place.line,
        column: place.column,
        endLine: endPlace.line,
        endColumn: endPlace.column,
        text: raw.replace(span.name, name),
      },
    },
  };
  return { ...span, name, problems: [problem, ...span.problems] };
}

/**
 * Markdoc misjudges where a line ends when the text begins with empty lines; a tag that means
 * nothing prevents that.
 */
function anchored(text: string): string {
  return text.replace(/^[^\S\n]*\n/, "{% anchor /%}\n").trimStart();
}

/** In a row of a table, a `|` inside a formula does not end the cell. */
function cellsKept(text: string): string {
  return text.replace(/^[ \t]*\|.*$/gm, (row) =>
    row.replace(/(?<!\\)\$(?:\\.|[^$\\\n])+\$/g, (formula) =>
      /^\$\s|\s\$$/.test(formula) ? formula : formula.replace(/(?<!\\)\|/g, "\\|"),
    ),
  );
}

/** Puts the author's own words back where a numbered tag turned out to stand in code. */
export function unmask(text: string, spans: readonly Span[]): string {
  return text.includes("{%")
    ? text.replace(NUMBERED, (all, at: string) => spans[Number(at)]?.raw ?? all)
    : text;
}

function numbered(span: Span, at: number): string {
  const lines = "\n".repeat(span.raw.split("\n").length - 1);
  if (span.form === "close") return `{% ${lines}/t${at} %}`;
  return span.form === "open" ? `{% t${at} ${lines}%}` : `{% t${at} ${lines}/%}`;
}

interface Mark {
  readonly start: number;
  /** Of a comment; null for a tag, which its reader measures. */
  readonly end: number | null;
}

/**
 * Where tags and comments are: not escaped, not in a fence or a code span. A comment that is not
 * closed is text.
 */
function* marks(text: string): Generator<Mark> {
  let fence: string | null = null;
  let offset = 0;
  let after = 0;
  const lastClose = text.lastIndexOf("-->");
  for (const line of text.split("\n")) {
    const mark = /^[\s>*+\-\d.]*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (
        mark !== undefined &&
        mark[0] === fence[0] &&
        mark.length >= fence.length &&
        line.trim().endsWith(mark)
      )
        fence = null;
    } else if (
      offset >= after &&
      mark !== undefined &&
      !line.slice(line.indexOf(mark) + mark.length).includes("`")
    )
      fence = mark;
    else
      for (const found of inLine(text, Math.max(offset, after), offset + line.length, lastClose)) {
        if (found.end !== null) after = found.end;
        yield found;
      }
    offset += line.length + 1;
  }
}

/** Marks that begin between two offsets of one line; a comment may end on a later one. */
function* inLine(text: string, from: number, to: number, lastClose: number): Generator<Mark> {
  for (let at = from; at < to; at++) {
    if (text[at] === "\\") at++;
    else if (text.startsWith("<!--", at)) {
      const close = lastClose < at + 4 ? -1 : text.indexOf("-->", at + 4);
      if (close < 0) at += 3;
      else {
        yield { start: at, end: close + 3 };
        at = close + 2;
      }
    } else if (text[at] === "`") at += afterCode(text.slice(at, to));
    else if (text.startsWith("{%", at)) {
      yield { start: at, end: null };
      at++;
    }
  }
}

/**
 * Position of the last backtick of the code span that `line` begins with, or of the run itself when
 * nothing closes it.
 */
function afterCode(line: string): number {
  const run = /^`+/.exec(line)?.[0] ?? "`";
  for (let from = run.length; from < line.length; ) {
    const next = line.indexOf(run, from);
    if (next < 0) break;
    const length = /^`+/.exec(line.slice(next))?.[0].length ?? 1;
    if (length === run.length) return next + length - 1;
    from = next + length;
  }
  return run.length - 1;
}
