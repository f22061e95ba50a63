/**
 * The lines between `---` at the top of a lesson: YAML without anchors and aliases, every key known
 * and typed. Each fault has its place; a lesson with a faulty line is still read, with a stand-in
 * for that line.
 */
import { isMap, isNode, isScalar, isSeq, type Node } from "yaml";
import type { Code } from "./codes";
import type { Extra, Reporter } from "./diagnostics";
import {
  FRONT_MATTER,
  type FrontMatter,
  type Key,
  keyOf,
  KEYS,
  LANGUAGE,
  LEVELS,
  LICENSES,
  SLUG,
  SUMMARY,
} from "./front-matter-keys";
import { parseYaml, type Yaml } from "./front-matter-yaml";
import { CURRENT_FORMAT } from "./limits";
import { reportComments } from "./lookalikes";
import { didYouMean, listed, nearest } from "./nearest";
import type { Source } from "./source";

/** Reads the front matter; `bodyLine` is the first line after it (1 when there is none). */
export function readFrontMatter(
  source: Source,
  reporter: Reporter,
): { readonly front: FrontMatter; readonly bodyLine: number } {
  const close =
    source.lines[0]?.trimEnd() === "---"
      ? source.lines.findIndex((line, at) => at > 0 && line.trimEnd() === "---")
      : -1;
  if (close < 0) {
    const message =
      source.lines[0]?.trimEnd() === "---"
        ? "The front matter that begins on line 1 is not closed: a second line --- is missing."
        : "A lesson begins with its front matter: a line ---, then format, id, title and the others, then a line ---.";
    reporter.report("front-matter-missing", { line: 1 }, message, { allowed: KEYS });
    return { front: new FrontReader(null, reporter).front(), bodyLine: 1 };
  }
  const text = source.lines.slice(1, close).join("\n");
  reportComments(source.lines.slice(1, close), reporter);
  return {
    front: new FrontReader(parseYaml(text, reporter), reporter).front(),
    bodyLine: close + 2,
  };
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
      id: this.#matching(
        "id",
        SLUG,
        "untitled",
        "it is made of small letters, digits and hyphens and begins with a letter",
      ),
      title: this.#text("title", 120, "Untitled"),
      summary: this.#summary(),
      lang: this.#matching(
        "lang",
        LANGUAGE,
        "en",
        "it is a language code such as en, de, ar or pt-BR",
      ),
      level: this.#level(),
      minutes: this.#number("minutes", 1, 600, 10),
      goals: this.#goals(),
      requires: this.#slugs(),
      authors: this.#list("authors"),
      license: this.#license(),
      reviewer: this.#text("reviewer", 120, ""),
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
        this.reporter.report(
          "front-matter-unknown",
          at,
          `The front matter has no line "${name}".${didYouMean(suggestion)}`,
          {
            allowed: KEYS,
            suggestion,
          },
        );
        continue;
      }
      this.#lines[name] = at.line;
      this.#nodes.set(name, isNode(value) ? value : null);
    }
    for (const [name, { required }] of Object.entries(FRONT_MATTER))
      if (required && !this.#nodes.has(name)) this.#missing(name);
  }

  #missing(name: string): void {
    const what = KEYS.includes(name) ? FRONT_MATTER[keyOf(name)].what : "";
    this.reporter.report(
      "front-matter-required",
      { line: 1 },
      `The front matter has no ${name}: ${what}.`,
      { suggestion: `${name}: …` },
    );
  }

  #say(code: Code, key: Key, message: string, extra: Extra = {}): void {
    const node = this.#nodes.get(key);
    const range = node?.range?.[0];
    const at =
      range === undefined || this.yaml === null
        ? { line: this.#lines[key] ?? 1 }
        : this.yaml.place(range);
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
      this.#say("front-matter-type", "format", `format has to be ${FRONT_MATTER.format.what}.`, {
        suggestion: String(CURRENT_FORMAT),
      });
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
      const hint =
        typeof value === "number" || typeof value === "boolean"
          ? ` Put it in quotes: ${key}: "${value}".`
          : "";
      this.#say("front-matter-type", key, `${key} has to be a text.${hint}`);
      return instead;
    }
    if (value.length > longest) {
      this.#say(
        "front-matter-value",
        key,
        `${key} may have ${longest} characters; this has ${value.length}.`,
      );
      return value.slice(0, longest);
    }
    return value.trim();
  }

  #matching(key: Key, pattern: RegExp, instead: string, rule: string): string {
    const value = this.#text(key, 60, instead);
    if (pattern.test(value)) return value;
    this.#say(
      "front-matter-value",
      key,
      `"${value}" is not ${key === "id" ? "an id" : `a ${key}`}: ${rule}.`,
    );
    return instead;
  }

  #summary(): string {
    const value = this.#text("summary", 600, "");
    if (value.length > SUMMARY)
      this.#say(
        "summary-long",
        "summary",
        `The summary has ${value.length} characters; a card shows ${SUMMARY}.`,
      );
    return value;
  }

  #level(): FrontMatter["level"] {
    const value = this.#scalar("level");
    const found = LEVELS.find((level) => level === value);
    if (found !== undefined || value === undefined) return found ?? "core";
    const suggestion = nearest(String(value), LEVELS);
    this.#say(
      "front-matter-value",
      "level",
      `level is "${String(value)}"; it may be ${listed(LEVELS, "or")}.${didYouMean(suggestion)}`,
      {
        allowed: LEVELS,
        suggestion,
      },
    );
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
    const items = isSeq(node)
      ? node.items.map((item) => (isScalar(item) ? item.value : undefined))
      : [undefined];
    const texts = items
      .filter((item) => typeof item === "string" && item.trim() !== "")
      .map(String);
    if (texts.length !== items.length || texts.length > 50)
      this.#say(
        "front-matter-type",
        key,
        `${key} has to be a ${FRONT_MATTER[key].what}, one per line, each after "- ". A text with ": " in it needs quotes.`,
      );
    return texts.slice(0, 50);
  }

  #goals(): string[] {
    const goals = this.#list("goals");
    if (this.#nodes.has("goals") && (goals.length < 1 || goals.length > 5))
      this.#say(
        "front-matter-value",
        "goals",
        `A lesson has one to five goals; this one has ${goals.length}.`,
      );
    return goals;
  }

  #slugs(): string[] {
    const ids = this.#list("requires");
    const bad = ids.find((id) => !SLUG.test(id));
    if (bad !== undefined)
      this.#say("front-matter-value", "requires", `"${bad}" is not the id of a lesson.`);
    return ids.filter((id) => SLUG.test(id));
  }

  #license(): string {
    const value = this.#text("license", 60, "");
    if (value === "" || LICENSES.includes(value) || value.startsWith("LicenseRef-")) return value;
    const suggestion = nearest(value, LICENSES);
    this.#say(
      "license-unknown",
      "license",
      `"${value}" is not a licence known here.${didYouMean(suggestion)}`,
      {
        allowed: LICENSES,
        suggestion,
      },
    );
    return value;
  }
}
