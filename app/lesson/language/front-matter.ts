/**
 * The lines between `---` at the top of a lesson: YAML without anchors and aliases, every key known and typed. Each
 * fault has its place; a lesson with a faulty line is still read, with a stand-in for that line.
 */
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from "yaml";
import type { Code } from "./codes";
import type { Extra, Reporter } from "./diagnostics";
import { CURRENT_FORMAT } from "./limits";
import { didYouMean, listed, nearest } from "./nearest";
import type { Source } from "./source";

export interface FrontMatter {
  readonly format: number;
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly lang: string;
  readonly level: "intro" | "core" | "advanced";
  readonly minutes: number;
  readonly goals: readonly string[];
  readonly requires: readonly string[];
  readonly authors: readonly string[];
  readonly license: string;
  /** Line of each key, for faults found later. */
  readonly lines: Readonly<Record<string, number>>;
}

export const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const LEVELS = ["intro", "core", "advanced"] as const;
const LANGUAGE = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/;
export const LICENSES = [
  "CC-BY-4.0",
  "CC-BY-SA-4.0",
  "CC-BY-NC-4.0",
  "CC-BY-NC-SA-4.0",
  "CC-BY-ND-4.0",
  "CC0-1.0",
  "MIT",
  "Apache-2.0",
  "GPL-3.0-or-later",
  "LicenseRef-Proprietary",
];
const SUMMARY = 160;
const LONGEST = 8 * 1024;

/** Each key: what it is, whether it must be there, and what stands in for it. The reference page is made from this. */
export const FRONT_MATTER = {
  format: { required: true, what: `version of the lesson format: ${CURRENT_FORMAT}` },
  id: { required: true, what: "name of the lesson's folder and address: small letters, digits, hyphens" },
  title: { required: true, what: "text, at most 120 characters" },
  summary: { required: true, what: `one sentence for the card, at most ${SUMMARY} characters` },
  lang: { required: true, what: "language of the text, such as en, de, ar, pt-BR" },
  level: { required: true, what: listed(LEVELS, "or") },
  minutes: { required: true, what: "number, how long a reader needs" },
  goals: { required: true, what: "list of one to five sentences: what the reader will be able to do" },
  requires: { required: false, what: "list of lesson ids to read before" },
  authors: { required: false, what: "list of names" },
  license: { required: true, what: `SPDX identifier, such as ${LICENSES[0]}` },
} as const;

type Key = keyof typeof FRONT_MATTER;
const KEYS = Object.keys(FRONT_MATTER);

/** Reads the front matter; `bodyLine` is the first line after it (1 when there is none). */
export function readFrontMatter(source: Source, reporter: Reporter): { readonly front: FrontMatter; readonly bodyLine: number } {
  const close = source.lines[0]?.trimEnd() === "---" ? source.lines.findIndex((line, at) => at > 0 && line.trimEnd() === "---") : -1;
  if (close < 0) {
    const message =
      source.lines[0]?.trimEnd() === "---"
        ? "The front matter that begins on line 1 is not closed: a second line --- is missing."
        : "A lesson begins with its front matter: a line ---, then format, id, title and the others, then a line ---.";
    reporter.report("front-matter-missing", { line: 1 }, message, { allowed: KEYS });
    return { front: new FrontReader(null, reporter).front(), bodyLine: 1 };
  }
  const text = source.lines.slice(1, close).join("\n");
  return { front: new FrontReader(parseYaml(text, reporter), reporter).front(), bodyLine: close + 2 };
}

interface Yaml {
  readonly document: Document.Parsed;
  readonly place: (at: number) => { line: number; column: number };
}

/** The document when it is a plain map; null, and said why, otherwise. */
function parseYaml(text: string, reporter: Reporter): Yaml | null {
  if (text.length > LONGEST) {
    reporter.report("front-matter-syntax", { line: 1 }, `The front matter may have ${LONGEST} characters; this has ${text.length}.`);
    return null;
  }
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, strict: true, version: "1.2", schema: "core", logLevel: "silent" });
  const place = (at: number): { line: number; column: number } => {
    const { line, col } = counter.linePos(at);
    return { line: line + 1, column: col };
  };
  const [fault] = document.errors;
  if (fault !== undefined) {
    const quote = fault.code === "MISSING_CHAR" ? openQuote(text) : null;
    if (quote !== null)
      reporter.report("front-matter-syntax", quote, "The front matter cannot be read: the quote that opens here is not closed.");
    else reporter.report("front-matter-syntax", place(fault.pos[0]), `The front matter cannot be read: ${yamlWords(fault.code)}.`);
    return null;
  }
  if (hasAlias(document, reporter, place)) return null;
  if (!isMap(document.contents)) {
    reporter.report("front-matter-syntax", { line: 2 }, "The front matter has to be lines of the form key: value.", { allowed: KEYS });
    return null;
  }
  return { document, place };
}

/** The first line with an odd number of double quotes. */
function openQuote(text: string): { line: number; column: number } | null {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => (line.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1);
  return at < 0 ? null : { line: at + 2, column: (lines[at] ?? "").lastIndexOf('"') + 1 };
}

function hasAlias(document: Document.Parsed, reporter: Reporter, place: Yaml["place"]): boolean {
  let found = false;
  visit(document, (_, node) => {
    if (!isAlias(node) && !(isNode(node) && "anchor" in node && node.anchor !== undefined)) return undefined;
    found = true;
    reporter.report(
      "front-matter-alias",
      place(node.range?.[0] ?? 0),
      "Front matter may not use anchors (&) and aliases (*). Put the text in quotes if it is text.",
    );
    return visit.BREAK;
  });
  return found;
}

const YAML_WORDS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "this key stands there twice",
  TAB_AS_INDENT: "lines are indented with spaces, not tabs",
  BAD_INDENT: "this line is not indented like those around it",
  MISSING_CHAR: "a quote, bracket or colon is missing here",
  MULTILINE_IMPLICIT_KEY: "a key must stand on one line and end with a colon",
  BLOCK_AS_IMPLICIT_KEY: "a text with a colon and a space in it needs quotes",
  UNEXPECTED_TOKEN: "something unexpected stands here; a text with special characters needs quotes",
  BAD_SCALAR_START: "a text that begins with this character needs quotes",
};

function yamlWords(code: string): string {
  return YAML_WORDS[code] ?? "this is not YAML; a text with special characters needs quotes";
}

class FrontReader {
  readonly #lines: Record<string, number> = {};
  readonly #nodes = new Map<string, Node | null>();

  constructor(
    readonly yaml: Yaml | null,
    readonly reporter: Reporter,
  ) {
    if (yaml !== null) this.#keys(yaml);
  }

  front(): FrontMatter {
    return {
      format: this.#format(),
      id: this.#matching("id", SLUG, "untitled", "it is made of small letters, digits and hyphens and begins with a letter"),
      title: this.#text("title", 120, "Untitled"),
      summary: this.#summary(),
      lang: this.#matching("lang", LANGUAGE, "en", "it is a language code such as en, de, ar or pt-BR"),
      level: this.#level(),
      minutes: this.#number("minutes", 1, 600, 10),
      goals: this.#goals(),
      requires: this.#slugs(),
      authors: this.#list("authors"),
      license: this.#license(),
      lines: this.#lines,
    };
  }

  #keys({ document, place }: Yaml): void {
    if (!isMap(document.contents)) return;
    for (const { key, value } of document.contents.items) {
      if (!isScalar(key)) continue;
      const name = String(key.value);
      const at = place(key.range?.[0] ?? 0);
      if (!KEYS.includes(name)) {
        const suggestion = nearest(name, KEYS);
        this.reporter.report("front-matter-unknown", at, `The front matter has no line "${name}".${didYouMean(suggestion)}`, {
          allowed: KEYS,
          suggestion,
        });
        continue;
      }
      this.#lines[name] = at.line;
      this.#nodes.set(name, isNode(value) ? value : null);
    }
    for (const [name, { required }] of Object.entries(FRONT_MATTER)) if (required && !this.#nodes.has(name)) this.#missing(name);
  }

  #missing(name: string): void {
    const what = KEYS.includes(name) ? FRONT_MATTER[keyOf(name)].what : "";
    this.reporter.report("front-matter-required", { line: 1 }, `The front matter has no ${name}: ${what}.`, { suggestion: `${name}: …` });
  }

  #say(code: Code, key: Key, message: string, extra: Extra = {}): void {
    const node = this.#nodes.get(key);
    const range = node?.range?.[0];
    const at = range === undefined || this.yaml === null ? { line: this.#lines[key] ?? 1 } : this.yaml.place(range);
    this.reporter.report(code, at, message, extra);
  }

  /** The value of a scalar; undefined when the key is not there. */
  #scalar(key: Key): unknown {
    const node = this.#nodes.get(key);
    if (node === undefined) return undefined;
    return isScalar(node) ? node.value : (node ?? null);
  }

  #format(): number {
    const value = this.#scalar("format");
    if (value === undefined) return CURRENT_FORMAT;
    if (typeof value !== "number" || !Number.isInteger(value) || value < 1) {
      this.#say("front-matter-type", "format", `format has to be ${FRONT_MATTER.format.what}.`, { suggestion: String(CURRENT_FORMAT) });
      return CURRENT_FORMAT;
    }
    if (value > CURRENT_FORMAT)
      this.#say(
        "format-newer",
        "format",
        `This lesson has format ${value}; this ConvLab reads up to format ${CURRENT_FORMAT}. Open it in a newer one.`,
      );
    return value;
  }

  #text(key: Key, longest: number, instead: string): string {
    const value = this.#scalar(key);
    if (value === undefined) return instead;
    if (typeof value !== "string" || value.trim() === "") {
      const hint = typeof value === "number" || typeof value === "boolean" ? ` Put it in quotes: ${key}: "${value}".` : "";
      this.#say("front-matter-type", key, `${key} has to be a text.${hint}`);
      return instead;
    }
    if (value.length > longest) {
      this.#say("front-matter-value", key, `${key} may have ${longest} characters; this has ${value.length}.`);
      return value.slice(0, longest);
    }
    return value.trim();
  }

  #matching(key: Key, pattern: RegExp, instead: string, rule: string): string {
    const value = this.#text(key, 60, instead);
    if (pattern.test(value)) return value;
    this.#say("front-matter-value", key, `"${value}" is not ${key === "id" ? "an id" : `a ${key}`}: ${rule}.`);
    return instead;
  }

  #summary(): string {
    const value = this.#text("summary", 600, "");
    if (value.length > SUMMARY)
      this.#say("summary-long", "summary", `The summary has ${value.length} characters; a card shows ${SUMMARY}.`);
    return value;
  }

  #level(): FrontMatter["level"] {
    const value = this.#scalar("level");
    const found = LEVELS.find((level) => level === value);
    if (found !== undefined || value === undefined) return found ?? "core";
    const suggestion = nearest(String(value), LEVELS);
    this.#say("front-matter-value", "level", `level is "${String(value)}"; it may be ${listed(LEVELS, "or")}.${didYouMean(suggestion)}`, {
      allowed: LEVELS,
      suggestion,
    });
    return "core";
  }

  #number(key: Key, min: number, max: number, instead: number): number {
    const value = this.#scalar(key);
    if (value === undefined) return instead;
    if (typeof value === "number" && value >= min && value <= max) return value;
    this.#say(
      typeof value === "number" ? "front-matter-value" : "front-matter-type",
      key,
      `${key} has to be a number from ${min} to ${max}.`,
    );
    return instead;
  }

  #list(key: Key): string[] {
    const node = this.#nodes.get(key);
    if (node === undefined) return [];
    if (isScalar(node) && typeof node.value === "string") return [node.value];
    const items = isSeq(node) ? node.items.map((item) => (isScalar(item) ? item.value : undefined)) : [undefined];
    const texts = items.filter((item) => typeof item === "string" && item.trim() !== "").map(String);
    if (texts.length !== items.length || texts.length > 50)
      this.#say(
        "front-matter-type",
        key,
        `${key} has to be a ${FRONT_MATTER[key].what}, one a line, each after "- ". A text with ": " in it needs quotes.`,
      );
    return texts.slice(0, 50);
  }

  #goals(): string[] {
    const goals = this.#list("goals");
    if (this.#nodes.has("goals") && (goals.length < 1 || goals.length > 5))
      this.#say("front-matter-value", "goals", `A lesson has one to five goals; this one has ${goals.length}.`);
    return goals;
  }

  #slugs(): string[] {
    const ids = this.#list("requires");
    const bad = ids.find((id) => !SLUG.test(id));
    if (bad !== undefined) this.#say("front-matter-value", "requires", `"${bad}" is not the id of a lesson.`);
    return ids.filter((id) => SLUG.test(id));
  }

  #license(): string {
    const value = this.#text("license", 60, "");
    if (value === "" || LICENSES.includes(value) || value.startsWith("LicenseRef-")) return value;
    const suggestion = nearest(value, LICENSES);
    this.#say("license-unknown", "license", `"${value}" is not a licence known here.${didYouMean(suggestion)}`, {
      allowed: LICENSES,
      suggestion,
    });
    return value;
  }
}

function keyOf(name: string): Key {
  for (const key of KEYS) if (key === name && isKey(key)) return key;
  return "id";
}

function isKey(name: string): name is Key {
  return name in FRONT_MATTER;
}
