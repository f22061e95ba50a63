/** Finds the texts of the page in its source: `t("…")` and `rich("…")`, a literal each. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(fileURLToPath(import.meta.url), "..", "..");

export interface Source {
  readonly path: string;
  readonly text: string;
}

/** The source of the page, without tests and galleries. */
export function appSources(): Source[] {
  return readdirSync(join(root, "app"), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/\.(test|gallery|testing|d)\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, "app", path), "utf8") }));
}

export interface Literal {
  readonly message: string;
  /** Where the literal stands, its quotes included. */
  readonly start: number;
  readonly end: number;
}

const CALL = /(?<![\w.$])(?:t|rich)\(\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/g;

export function literalsIn(code: string): Literal[] {
  return [...code.matchAll(CALL)].map((match) => {
    const quoted = match[1] ?? "";
    const end = match.index + match[0].length;
    return { message: unquoted(quoted), start: end - quoted.length, end };
  });
}

function unquoted(quoted: string): string {
  const inside = quoted.slice(1, -1).replaceAll("\\'", "'");
  const text: unknown = JSON.parse(
    `"${quoted.startsWith("'") ? inside.replaceAll('"', '\\"') : inside}"`,
  );
  return String(text);
}

/** Whether a text has values or tags in it; others are keys as they stand. */
export function isWithValues(message: string): boolean {
  return message.includes("{") || message.includes("</");
}

/**
 * Parts of the page that are asked for apart from the lessons (`whole` in app/pages/index.ts):
 * readers of these wait for more words.
 */
const LATER =
  /^(pages\/(check|course|lab|networks|results|studio)|lesson\/(practice|language)|results)\//;

/** Tells whether a text of the page stands in nothing that a lesson or the start begins with. */
export function laterIn(sources: readonly Source[]): (message: string) => boolean {
  const textOf = (isLater: boolean): string =>
    sources
      .filter(({ path }) => !path.startsWith("language/") && LATER.test(path) === isLater)
      .map(({ text }) => text)
      .join("\n");
  const [first, later] = [textOf(false), textOf(true)];
  const given = new Set(literalsIn(first).map(({ message }) => message));
  const known = new Map<string, boolean>();
  const find = (message: string): boolean => {
    if (given.has(message)) return false;
    const written = JSON.stringify(message).slice(1, -1);
    const isIn = (text: string): boolean =>
      text.includes(written) || (written !== message && text.includes(message));
    return isIn(later) && !isIn(first);
  };
  return (message) => {
    const found = known.get(message) ?? find(message);
    known.set(message, found);
    return found;
  };
}
