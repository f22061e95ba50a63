/**
 * Reads one value of a tag's attribute: a text in quotes, a number, true, false, or a list of
 * values. What cannot be read becomes a problem of the cursor.
 */
import { readings } from "../../figures/describe/read-number";
import type { TagCursor } from "./tag-cursor";
import { closingQuote, lineEnd } from "./tag-end";

export type Value = string | number | boolean | null | readonly Value[];

const QUOTES: Readonly<Record<string, string>> = {
  "'": "'",
  "“": "”",
  "”": "”",
  "„": "“",
  "‘": "’",
  "’": "’",
  "«": "»",
  "`": "`",
};

/** One value; undefined when there is none that can be read, which is then a problem already. */
export function readValue(cursor: TagCursor, depth = 0): Value | undefined {
  const at = cursor.at;
  const first = cursor.peek();
  if (at >= cursor.limit) return undefined;
  if (first === '"') return quotedText(cursor);
  if (QUOTES[first] !== undefined) return textInWrongQuotes(cursor, first);
  if (first === "[") return listOf(cursor, depth);
  if (first === "$" || first === "@" || first === "{") {
    const what =
      first === "{" ? "An object {…} cannot be a value here" : "Lessons have no variables";
    cursor.problem(
      first === "{" ? "tag-syntax" : "tag-variable",
      at,
      `${what}. Values are "text", numbers, true, false and lists [1, 2].`,
    );
    cursor.giveUp();
    return undefined;
  }
  const word = cursor.match(depth === 0 ? /(?:(?!\/\s*$)[^\s"])+/y : /[^\s",\]]+/y, true);
  if (word === "true" || word === "false") return word === "true";
  if (/^-?\d+(\.\d+)?$/.test(word)) return Number(word);
  return unquotedWord(cursor, word, at);
}

function unquotedWord(cursor: TagCursor, word: string, at: number): Value | undefined {
  if (word === "") {
    cursor.problem("tag-syntax", at, `"${cursor.rest()}" cannot be read as a value.`);
    cursor.giveUp();
    return undefined;
  }
  const [number = Number.NaN, another] = readings(word);
  if (Number.isFinite(number)) {
    const written = plainNumber(number);
    cursor.problem(
      "value-number",
      at,
      `${word} is not how a number is written here. Write ${written}${another === undefined ? "" : ` or ${plainNumber(another)}`}.`,
      {
        suggestion: written,
        fix: cursor.fix(at, cursor.at, written),
      },
    );
    return number;
  }
  if (/^[\w-]+\(/.test(word))
    cursor.problem("tag-variable", at, `Lessons have no functions, so ${word} means nothing here.`);
  else
    cursor.problem("value-unquoted", at, `A text needs quotes: "${word}".`, {
      suggestion: `"${word}"`,
      fix: cursor.fix(at, cursor.at, `"${word}"`),
    });
  return word;
}

function quotedText(cursor: TagCursor): Value | undefined {
  const at = cursor.at;
  const close = closingQuote(cursor.source.text, at, '"');
  if (close === null || close >= cursor.limit) {
    const stop = Math.min(lineEnd(cursor.source.text, at), cursor.limit);
    cursor.problem("value-unclosed", at, `The quote that opens here is not closed on its line.`);
    const written = cursor.source.text.slice(at + 1, stop).replace(/\s*\/?\s*$/, "");
    cursor.at = at + 1 + written.length;
    return written;
  }
  cursor.at = close + 1;
  return cursor.source.text.slice(at + 1, close).replace(/\\(["\\])/g, "$1");
}

function textInWrongQuotes(cursor: TagCursor, first: string): Value {
  const at = cursor.at;
  const closers = first === "“" ? "”“" : (QUOTES[first] ?? first);
  let close = at + 1;
  while (
    close < cursor.limit &&
    !closers.includes(cursor.source.text[close] ?? "") &&
    cursor.source.text[close] !== "\n"
  )
    close++;
  const text = cursor.source.text.slice(at + 1, close);
  cursor.at = Math.min(close + 1, cursor.limit);
  cursor.problem("value-quotes", at, `A text stands in straight double quotes: "${text}".`, {
    suggestion: `"${text}"`,
    fix: cursor.fix(at, cursor.at, JSON.stringify(text)),
  });
  return text;
}

function listOf(cursor: TagCursor, depth: number): Value | undefined {
  const at = cursor.at;
  cursor.at++;
  const items: Value[] = [];
  if (depth > 4) {
    cursor.problem("tag-syntax", at, `Lists inside lists go at most four deep.`);
    cursor.giveUp();
    return undefined;
  }
  for (;;) {
    cursor.space();
    if (cursor.take("]")) return items;
    const item = readValue(cursor, depth + 1);
    if (item === undefined) return openList(cursor, at);
    items.push(item);
    cursor.space();
    if (cursor.take(",")) continue;
    if (cursor.take("]")) return items;
    return openList(cursor, at);
  }
}

function openList(cursor: TagCursor, at: number): undefined {
  if (cursor.at >= cursor.limit)
    cursor.problem("tag-syntax", at, `The list that starts here is not closed with ].`);
  else
    cursor.problem(
      "tag-syntax",
      cursor.at,
      `In a list, values are separated by commas: [1, 2, 3].`,
    );
  cursor.giveUp();
  return undefined;
}

/** A number without exponent, as tags write it. */
export function plainNumber(value: number): string {
  const text = String(value);
  return /e/.test(text) ? value.toFixed(20).replace(/\.?0+$/, "") : text;
}
