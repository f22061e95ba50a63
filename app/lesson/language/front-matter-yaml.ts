/** The front matter as YAML: a plain map, or a fault with its place. */
import { isAlias, isMap, isNode, LineCounter, parseDocument, visit, type Document } from "yaml";
import type { Reporter } from "./diagnostics";
import { KEYS } from "./front-matter-keys";
import { LIMITS } from "./limits";

export interface Yaml {
  readonly document: Document.Parsed;
  readonly place: (at: number) => { line: number; column: number };
}

const CORE = { strict: true, version: "1.2", schema: "core", logLevel: "silent" } as const;

/** The document when it is a plain map; null, and said why, otherwise. */
export function parseYaml(text: string, reporter: Reporter): Yaml | null {
  const tooLarge = sizeFault(text);
  if (tooLarge !== null) {
    reporter.report("front-matter-syntax", { line: 1 }, tooLarge);
    return null;
  }
  const counter = new LineCounter();
  const document = parseDocument(text, { ...CORE, lineCounter: counter });
  const place = (at: number): { line: number; column: number } => {
    const { line, col } = counter.linePos(at);
    return { line: line + 1, column: col };
  };
  const [fault] = document.errors;
  if (fault !== undefined) {
    const quote = fault.code === "MISSING_CHAR" ? openQuote(text) : null;
    const why = quote === null ? yamlWords(fault.code) : "the quote that opens here is not closed";
    reporter.report(
      "front-matter-syntax",
      quote ?? place(fault.pos[0]),
      `The front matter cannot be read: ${why}.`,
    );
    return null;
  }
  if (hasAlias(document, reporter, place)) return null;
  if (!isMap(document.contents)) {
    reporter.report(
      "front-matter-syntax",
      { line: 2 },
      "The front matter has to be lines of the form key: value.",
      { allowed: KEYS },
    );
    return null;
  }
  return { document, place };
}

/** What is too much; null where it is not. */
function sizeFault(text: string): string | null {
  const lines = text.split("\n").length;
  const says = (most: number, what: string, has: number): string | null =>
    has > most ? `The front matter may have ${most} ${what}; this has ${has}.` : null;
  return says(LIMITS.front, "characters", text.length) ?? says(LIMITS.frontLines, "lines", lines);
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
    if (!isAlias(node) && !(isNode(node) && "anchor" in node && node.anchor !== undefined))
      return undefined;
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
