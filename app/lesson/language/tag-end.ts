/** Where a tag and where a quoted text ends. */

/**
 * Offset of the `%}` that ends the tag, or null when another tag, an empty line or the end of the
 * file comes first.
 */
export function findEnd(text: string, start: number): number | null {
  return endOutsideQuotes(text, start) ?? endOnLine(text, start);
}

/** When quotes are in disorder: the first `%}` of the line, quotes or not. */
function endOnLine(text: string, start: number): number | null {
  const end = text.slice(start, lineEnd(text, start)).indexOf("%}", 2);
  const next = text.indexOf("{%", start + 2);
  return end < 0 || (next >= 0 && next < start + end) ? null : start + end;
}

function endOutsideQuotes(text: string, start: number): number | null {
  for (let at = start + 2; at < text.length; at++) {
    if (text.startsWith("%}", at)) return at;
    if (text.startsWith("{%", at)) return null;
    if (text[at] === "\n" && /^\n[ \t]*\n/.test(text.slice(at, at + 200))) return null;
    if (text[at] === '"') {
      const close = closingQuote(text, at, '"');
      // A quote that is not closed on its line is reported; it must not hide the end of the tag.
      if (close !== null) at = close;
    }
  }
  return null;
}

export function closingQuote(text: string, open: number, quote: string): number | null {
  for (let at = open + 1; at < text.length && text[at] !== "\n"; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at;
  }
  return null;
}

export function lineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}
