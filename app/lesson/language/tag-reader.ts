/**
 * Reads one tag: `{% name key="text" key=3 key=[1, 2] /%}`, `{% /name %}`. The grammar is Markdoc's without variables,
 * functions and annotations. In quotes only `\"` and `\\` are escapes, so that `$\frac{a}{b}$` can be written there.
 * Never throws: what cannot be read becomes a problem with a place, what is allowed, and where possible a fix.
 */
import type { Code } from "./codes";
import type { Extra, Fix, Place } from "./diagnostics";
import type { Source } from "./source";
import { closingQuote, findEnd, lineEnd } from "./tag-end";

export type Value = string | number | boolean | null | readonly Value[];

export interface Attribute {
  readonly name: string;
  readonly value: Value;
  readonly place: Place;
  readonly valuePlace: Place & { readonly column: number };
  /** The value as written. */
  readonly raw: string;
}

export interface Problem {
  readonly code: Code;
  readonly place: Place;
  readonly message: string;
  readonly extra: Extra;
}

export interface Span {
  readonly form: "open" | "close" | "self" | "broken";
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly problems: readonly Problem[];
  readonly raw: string;
  /** Offsets in the file, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly place: Place & { readonly column: number };
  readonly endPlace: Place & { readonly column: number };
}

const QUOTES: Readonly<Record<string, string>> = { "'": "'", "“": "”", "”": "”", "„": "“", "‘": "’", "’": "’", "«": "»", "`": "`" };

/** Reads the tag whose `{%` stands at offset `start`. */
export function readTag(source: Source, start: number): Span {
  const end = findEnd(source.text, start);
  const reader = new TagReader(source, start, end ?? lineEnd(source.text, start));
  if (end === null) {
    reader.problem("tag-unfinished", start, `The tag that starts here is not ended: there is no %} after it.`);
    return reader.span("broken", /^\{%\s*\/?([\w-]*)/.exec(source.text.slice(start, start + 80))?.[1] ?? "", 0);
  }
  return reader.read();
}

class TagReader {
  readonly #problems: Problem[] = [];
  readonly #attributes: Attribute[] = [];
  #at: number;

  constructor(
    readonly source: Source,
    readonly start: number,
    readonly limit: number,
  ) {
    this.#at = start + 2;
  }

  read(): Span {
    this.#space();
    const closing = this.#take("/");
    if (closing) this.#space();
    const nameAt = this.#at;
    const name = this.#match(/[A-Za-z][\w-]*/y);
    if (name === "" || this.#peek() === "=" || this.#peek() === "(") return this.#nameless(nameAt, closing);
    while (this.#attribute(closing));
    this.#space();
    const self = this.#take("/");
    this.#space();
    if (this.#at < this.limit) this.problem("tag-syntax", this.#at, `"${this.#rest()}" cannot be read here.`);
    return this.span(closing ? "close" : self ? "self" : "open", name, 2);
  }

  span(form: Span["form"], name: string, closeLength: number): Span {
    const end = this.limit + closeLength;
    return {
      form,
      name,
      attributes: this.#attributes,
      problems: this.#problems,
      raw: this.source.text.slice(this.start, end),
      start: this.start,
      end,
      place: this.source.place(this.start),
      endPlace: this.source.place(end),
    };
  }

  problem(code: Code, at: number, message: string, extra: Extra = {}): void {
    this.#problems.push({ code, place: this.source.place(at), message, extra });
  }

  /** A tag without a name: a variable, a function, an annotation, or nothing. */
  #nameless(at: number, closing: boolean): Span {
    const rest = this.source.text.slice(at, this.limit).trim();
    const word = /^[$@]|^[\w-]+\(/.exec(rest);
    if (word !== null) this.problem("tag-variable", at, `Lessons have no variables and no functions, so {% ${rest} %} means nothing here.`);
    else if (/^[#.]|^[\w-]+=/.test(rest))
      this.problem(
        "tag-annotation",
        at,
        `This tag has no name. A tag reads {% name key="value" %}; an id is given as id="…" in the tag it belongs to.`,
      );
    else this.problem("tag-syntax", at, `A tag begins with its name: {% name key="value" %}.`);
    return this.span("broken", closing ? "/" : "", 2);
  }

  #attribute(closing: boolean): boolean {
    const before = this.#at;
    this.#space();
    if (this.#at >= this.limit || (this.#peek() === "/" && this.source.text.slice(this.#at + 1, this.limit).trim() === "")) return false;
    if (closing) {
      this.problem("tag-syntax", this.#at, `A closing tag has nothing but its name.`);
      this.#at = this.limit;
      return false;
    }
    if (this.#at === before) {
      this.problem("tag-syntax", this.#at, `A space is missing before "${this.#rest()}".`);
      this.#at = this.limit;
      return false;
    }
    const at = this.#at;
    const shortcut = this.#match(/[#.][\w-]+/y);
    if (shortcut !== "") {
      this.problem("tag-annotation", at, `Write id="${shortcut.slice(1)}" instead of ${shortcut}.`, {
        fix: this.#fix(at, this.#at, `id="${shortcut.slice(1)}"`),
      });
      return true;
    }
    const name = this.#match(/[A-Za-z_][\w-]*/y);
    return name === "" ? this.#unnamed(at) : this.#named(name, at);
  }

  #unnamed(at: number): boolean {
    const before = this.#problems.length;
    const value = this.#value(0);
    if (value === undefined) return false;
    if (this.#problems.length > before) return true; // a quote too many, or the wrong one: said already
    this.problem("attribute-unnamed", at, `${this.source.text.slice(at, this.#at)} has no name. Write name=${JSON.stringify(value)}.`);
    return true;
  }

  #named(name: string, at: number): boolean {
    const nameEnd = this.#at;
    this.#space();
    if (!this.#take("=")) {
      this.#at = nameEnd;
      if (this.#peek() === "(") {
        this.problem("tag-variable", at, `Lessons have no functions, so ${name}(…) means nothing here.`);
        this.#at = this.limit;
        return false;
      }
      this.problem("value-missing", at, `${name} has no value. Write ${name}=true or ${name}="…".`);
      return true;
    }
    const equalsEnd = this.#at;
    this.#space();
    const valueAt = this.#at;
    const value = this.#value(0);
    if (valueAt - nameEnd > 1 && value !== undefined)
      this.problem("tag-syntax", nameEnd, `No spaces may stand around the = of ${name}.`, { fix: this.#fix(nameEnd, valueAt, "=") });
    if (value === undefined) {
      if (valueAt >= this.limit) this.problem("value-missing", equalsEnd, `${name} has no value after the =.`);
      this.#at = Math.max(this.#at, valueAt);
      return this.#at < this.limit && this.#at > equalsEnd;
    }
    this.#attributes.push({
      name,
      value,
      place: this.source.place(at),
      valuePlace: this.source.place(valueAt),
      raw: this.source.text.slice(valueAt, this.#at),
    });
    return true;
  }

  /** One value; undefined when there is none that can be read, which is then a problem already. */
  #value(depth: number): Value | undefined {
    const at = this.#at;
    const first = this.#peek();
    if (at >= this.limit) return undefined;
    if (first === '"') return this.#text();
    if (QUOTES[first] !== undefined) return this.#wrongQuotes(first);
    if (first === "[") return this.#list(depth);
    if (first === "$" || first === "@" || first === "{") {
      const what = first === "{" ? "An object {…} cannot be a value here" : "Lessons have no variables";
      this.problem(first === "{" ? "tag-syntax" : "tag-variable", at, `${what}. Values are "text", numbers, true, false and lists [1, 2].`);
      this.#at = this.limit;
      return undefined;
    }
    const word = this.#match(depth === 0 ? /(?:(?!\/\s*$)[^\s"])+/y : /[^\s",\]]+/y, true);
    if (word === "true" || word === "false") return word === "true";
    if (/^-?\d+(\.\d+)?$/.test(word)) return Number(word);
    return this.#unquoted(word, at);
  }

  #unquoted(word: string, at: number): Value | undefined {
    if (word === "") {
      this.problem("tag-syntax", at, `"${this.#rest()}" cannot be read as a value.`);
      this.#at = this.limit;
      return undefined;
    }
    const number = Number(
      word
        .replace(/^\+/, "")
        .replace("−", "-")
        .replace(/^(-?\d+),(\d+)$/, "$1.$2"),
    );
    if (Number.isFinite(number) && /\d/.test(word)) {
      const written = plain(number);
      this.problem("value-number", at, `${word} is not how a number is written here. Write ${written}.`, {
        suggestion: written,
        fix: this.#fix(at, this.#at, written),
      });
      return number;
    }
    if (/^[\w-]+\(/.test(word)) this.problem("tag-variable", at, `Lessons have no functions, so ${word} means nothing here.`);
    else
      this.problem("value-unquoted", at, `A text needs quotes: "${word}".`, {
        suggestion: `"${word}"`,
        fix: this.#fix(at, this.#at, `"${word}"`),
      });
    return word;
  }

  #text(): Value | undefined {
    const at = this.#at;
    const close = closingQuote(this.source.text, at, '"');
    if (close === null || close >= this.limit) {
      const stop = Math.min(lineEnd(this.source.text, at), this.limit);
      this.problem("value-unclosed", at, `The quote that opens here is not closed on its line.`);
      const written = this.source.text.slice(at + 1, stop).replace(/\s*\/?\s*$/, "");
      this.#at = at + 1 + written.length;
      return written;
    }
    this.#at = close + 1;
    return this.source.text.slice(at + 1, close).replace(/\\(["\\])/g, "$1");
  }

  #wrongQuotes(first: string): Value {
    const at = this.#at;
    const closers = first === "“" ? "”“" : (QUOTES[first] ?? first);
    let close = at + 1;
    while (close < this.limit && !closers.includes(this.source.text[close] ?? "") && this.source.text[close] !== "\n") close++;
    const text = this.source.text.slice(at + 1, close);
    this.#at = Math.min(close + 1, this.limit);
    this.problem("value-quotes", at, `A text stands in straight double quotes: "${text}".`, {
      suggestion: `"${text}"`,
      fix: this.#fix(at, this.#at, JSON.stringify(text)),
    });
    return text;
  }

  #list(depth: number): Value | undefined {
    const at = this.#at;
    this.#at++;
    const items: Value[] = [];
    if (depth > 4) {
      this.problem("tag-syntax", at, `Lists inside lists go at most four deep.`);
      this.#at = this.limit;
      return undefined;
    }
    for (;;) {
      this.#space();
      if (this.#take("]")) return items;
      const item = this.#value(depth + 1);
      if (item === undefined) return this.#openList(at);
      items.push(item);
      this.#space();
      if (this.#take(",")) continue;
      if (this.#take("]")) return items;
      return this.#openList(at);
    }
  }

  #openList(at: number): undefined {
    if (this.#at >= this.limit) this.problem("tag-syntax", at, `The list that starts here is not closed with ].`);
    else this.problem("tag-syntax", this.#at, `In a list, values are separated by commas: [1, 2, 3].`);
    this.#at = this.limit;
    return undefined;
  }

  #fix(from: number, to: number, text: string): Fix {
    const start = this.source.place(from);
    const end = this.source.place(to);
    return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column, text };
  }

  #peek(): string {
    return this.#at < this.limit ? (this.source.text[this.#at] ?? "") : "";
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at++;
    return true;
  }

  #space(): void {
    while (/\s/.test(this.#peek())) this.#at++;
  }

  /** What `pattern` (sticky) matches here, and moves past it. `bounded` cuts the text at the end of the tag first. */
  #match(pattern: RegExp, bounded = false): string {
    const text = bounded ? this.source.text.slice(0, this.limit) : this.source.text;
    pattern.lastIndex = this.#at;
    const found = pattern.exec(text)?.[0].slice(0, this.limit - this.#at) ?? "";
    this.#at += found.length;
    return found;
  }

  #rest(): string {
    const rest = this.source.text.slice(this.#at, this.limit).trim();
    return rest.length > 40 ? `${rest.slice(0, 40)}…` : rest;
  }
}

/** A number without exponent, as tags write it. */
function plain(value: number): string {
  const text = String(value);
  return /e/.test(text) ? value.toFixed(20).replace(/\.?0+$/, "") : text;
}
