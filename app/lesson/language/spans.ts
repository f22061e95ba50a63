/**
 * Finds every tag `{% … %}` of a lesson and reads it, with the exact place of each name and value and with errors in
 * an author's words. What Markdoc then sees is the same text with each tag replaced by a plain numbered one, so its own
 * terse tag errors cannot occur. Tags inside fences, code spans and comments are text.
 */
import { Source } from "./source";
import { readTag, type Span } from "./tag-reader";

export interface Scanned {
  readonly spans: readonly Span[];
  /** The text for Markdoc: same lines, tags numbered. */
  readonly masked: string;
}

const NUMBERED = /\{%\s*\/?t(\d+)\s*\/?%\}/g;

export function scan(source: Source): Scanned {
  const spans: Span[] = [];
  let masked = "";
  let done = 0;
  for (const start of tagStarts(source.text)) {
    if (start < done) continue;
    const span = readTag(source, start);
    masked += source.text.slice(done, start) + numbered(span, spans.length);
    spans.push(span);
    done = span.end;
  }
  return { spans, masked: anchored(masked + source.text.slice(done)) };
}

/** Markdoc misjudges where a line ends when the text begins with empty lines; a comment in the first one prevents that. */
function anchored(text: string): string {
  return text.replace(/^[^\S\n]*\n/, "<!---->\n").trimStart();
}

/** Puts the author's own words back where a numbered tag turned out to stand in code. */
export function unmask(text: string, spans: readonly Span[]): string {
  return text.includes("{%") ? text.replace(NUMBERED, (all, at: string) => spans[Number(at)]?.raw ?? all) : text;
}

function numbered(span: Span, at: number): string {
  const lines = "\n".repeat(span.raw.split("\n").length - 1);
  if (span.form === "close") return `{% ${lines}/t${at} %}`;
  return span.form === "open" ? `{% t${at} ${lines}%}` : `{% t${at} ${lines}/%}`;
}

/** Offsets of `{%` that are tags: not escaped, not in a fence, a code span or a comment. */
function* tagStarts(text: string): Generator<number> {
  let fence: string | null = null;
  let offset = 0;
  let comment = false;
  for (const line of text.split("\n")) {
    const mark = /^[\s>*+\-\d.]*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length && line.trim().endsWith(mark)) fence = null;
    } else if (mark !== undefined && !comment && !line.slice(line.indexOf(mark) + mark.length).includes("`")) fence = mark;
    else {
      const found = inLine(line, comment);
      comment = found.comment;
      for (const column of found.columns) yield offset + column;
    }
    offset += line.length + 1;
  }
}

function inLine(line: string, open: boolean): { columns: number[]; comment: boolean } {
  const columns: number[] = [];
  let comment = open;
  for (let at = 0; at < line.length; at++) {
    if (comment) {
      const end = line.indexOf("-->", at);
      if (end < 0) return { columns, comment };
      comment = false;
      at = end + 2;
    } else if (line[at] === "\\") at++;
    else if (line.startsWith("<!--", at)) comment = true;
    else if (line[at] === "`") at = afterCode(line, at);
    else if (line.startsWith("{%", at)) {
      columns.push(at);
      at++;
    }
  }
  return { columns, comment };
}

/** Offset of the last backtick of the code span that starts at `at`, or of the run itself when nothing closes it. */
function afterCode(line: string, at: number): number {
  const run = /^`+/.exec(line.slice(at))?.[0] ?? "`";
  for (let from = at + run.length; from < line.length; ) {
    const next = line.indexOf(run, from);
    if (next < 0) break;
    const length = /^`+/.exec(line.slice(next))?.[0].length ?? 1;
    if (length === run.length) return next + length - 1;
    from = next + length;
  }
  return at + run.length - 1;
}
