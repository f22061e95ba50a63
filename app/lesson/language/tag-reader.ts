/**
 * Reads one tag: `{% name key="text" key=3 key=[1, 2] /%}`, `{% /name %}`. The grammar is Markdoc's
 * without variables, functions and annotations. In quotes only `\"` and `\\` are escapes, so that
 * `$\frac{a}{b}$` can be written there. Never throws: what cannot be read becomes a problem with a
 * place, what is allowed, and where possible a fix.
 */
import type { Place } from "./diagnostics";
import type { Source } from "./source";
import { type Problem, TagCursor } from "./tag-cursor";
import { findEnd, lineEnd } from "./tag-end";
import { readValue, type Value } from "./tag-value";

export interface Attribute {
  readonly name: string;
  readonly value: Value;
  readonly place: Place;
  readonly valuePlace: Place & { readonly column: number };
  /** The value as written. */
  readonly raw: string;
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

/** Reads the tag whose `{%` stands at offset `start`. */
export function readTag(source: Source, start: number): Span {
  const end = findEnd(source.text, start);
  const reader = new TagReader(source, start, end ?? lineEnd(source.text, start));
  if (end === null) {
    reader.cursor.problem(
      "tag-unfinished",
      start,
      `The tag that starts here is not ended: there is no %} after it.`,
    );
    return reader.span(
      "broken",
      /^\{%\s*\/?([\w-]*)/.exec(source.text.slice(start, start + 80))?.[1] ?? "",
      0,
    );
  }
  return reader.read();
}

class TagReader {
  readonly cursor: TagCursor;
  readonly #attributes: Attribute[] = [];

  constructor(
    readonly source: Source,
    readonly start: number,
    readonly limit: number,
  ) {
    this.cursor = new TagCursor(source, start + 2, limit);
  }

  read(): Span {
    this.cursor.space();
    const closing = this.cursor.take("/");
    if (closing) this.cursor.space();
    const nameAt = this.cursor.at;
    const name = this.cursor.match(/[A-Za-z][\w-]*/y);
    if (name === "" || this.cursor.peek() === "=" || this.cursor.peek() === "(")
      return this.#nameless(nameAt, closing);
    while (this.#attribute(closing));
    this.cursor.space();
    const self = this.cursor.take("/");
    this.cursor.space();
    if (this.cursor.at < this.limit)
      this.cursor.problem(
        "tag-syntax",
        this.cursor.at,
        `"${this.cursor.rest()}" cannot be read here.`,
      );
    return this.span(closing ? "close" : self ? "self" : "open", name, 2);
  }

  span(form: Span["form"], name: string, closeLength: number): Span {
    const end = this.limit + closeLength;
    return {
      form,
      name,
      attributes: this.#attributes,
      problems: this.cursor.problems,
      raw: this.source.text.slice(this.start, end),
      start: this.start,
      end,
      place: this.source.place(this.start),
      endPlace: this.source.place(end),
    };
  }

  /** A tag without a name: a variable, a function, an annotation, or nothing. */
  #nameless(at: number, closing: boolean): Span {
    const rest = this.source.text.slice(at, this.limit).trim();
    const word = /^[$@]|^[\w-]+\(/.exec(rest);
    if (word !== null)
      this.cursor.problem(
        "tag-variable",
        at,
        `Lessons have no variables and no functions, so {% ${rest} %} means nothing here.`,
      );
    else if (/^[#.]|^[\w-]+=/.test(rest))
      this.cursor.problem(
        "tag-annotation",
        at,
        `This tag has no name. A tag reads {% name key="value" %}; an id is given as id="…" in the tag it belongs to.`,
      );
    else
      this.cursor.problem("tag-syntax", at, `A tag begins with its name: {% name key="value" %}.`);
    return this.span("broken", closing ? "/" : "", 2);
  }

  #attribute(closing: boolean): boolean {
    const before = this.cursor.at;
    this.cursor.space();
    if (
      this.cursor.at >= this.limit ||
      (this.cursor.peek() === "/" &&
        this.source.text.slice(this.cursor.at + 1, this.limit).trim() === "")
    )
      return false;
    if (closing) {
      this.cursor.problem("tag-syntax", this.cursor.at, `A closing tag has nothing but its name.`);
      this.cursor.giveUp();
      return false;
    }
    if (this.cursor.at === before) {
      this.cursor.problem(
        "tag-syntax",
        this.cursor.at,
        `A space is missing before "${this.cursor.rest()}".`,
      );
      this.cursor.giveUp();
      return false;
    }
    const at = this.cursor.at;
    const shortcut = this.cursor.match(/[#.][\w-]+/y);
    if (shortcut !== "") {
      this.cursor.problem(
        "tag-annotation",
        at,
        `Write id="${shortcut.slice(1)}" instead of ${shortcut}.`,
        {
          fix: this.cursor.fix(at, this.cursor.at, `id="${shortcut.slice(1)}"`),
        },
      );
      return true;
    }
    const name = this.cursor.match(/[A-Za-z_][\w-]*/y);
    return name === "" ? this.#unnamed(at) : this.#named(name, at);
  }

  #unnamed(at: number): boolean {
    const before = this.cursor.problems.length;
    const value = readValue(this.cursor);
    if (value === undefined) return false;
    if (this.cursor.problems.length > before) return true; // a quote too many, or the wrong one: said already
    this.cursor.problem(
      "attribute-unnamed",
      at,
      `${this.source.text.slice(at, this.cursor.at)} has no name. Write name=${JSON.stringify(value)}.`,
    );
    return true;
  }

  /** A name that no = follows. */
  #withoutValue(name: string, at: number): boolean {
    if (this.cursor.peek() === "(") {
      const message = `Lessons have no functions, so ${name}(…) means nothing here.`;
      this.cursor.problem("tag-variable", at, message);
      this.cursor.giveUp();
      return false;
    }
    const message = `${name} has no value. Write ${name}=true or ${name}="…".`;
    this.cursor.problem("value-missing", at, message);
    return true;
  }

  #named(name: string, at: number): boolean {
    const nameEnd = this.cursor.at;
    this.cursor.space();
    if (!this.cursor.take("=")) {
      this.cursor.at = nameEnd;
      return this.#withoutValue(name, at);
    }
    const equalsEnd = this.cursor.at;
    this.cursor.space();
    const valueAt = this.cursor.at;
    const value = readValue(this.cursor);
    if (valueAt - nameEnd > 1 && value !== undefined)
      this.cursor.problem("tag-syntax", nameEnd, `No spaces may stand around the = of ${name}.`, {
        fix: this.cursor.fix(nameEnd, valueAt, "="),
      });
    if (value === undefined) {
      if (valueAt >= this.limit)
        this.cursor.problem("value-missing", equalsEnd, `${name} has no value after the =.`);
      this.cursor.at = Math.max(this.cursor.at, valueAt);
      return this.cursor.at < this.limit && this.cursor.at > equalsEnd;
    }
    this.#attributes.push({
      name,
      value,
      place: this.source.place(at),
      valuePlace: this.source.place(valueAt),
      raw: this.source.text.slice(valueAt, this.cursor.at),
    });
    return true;
  }
}
