/**
 * node tools/run.mjs words: which texts of the page each catalogue has, and what is in none: the
 * files whose texts are not given to `t` yet, with how many there are.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readCatalogue } from "./vite-words";
import { appSources, literalsIn, type Source } from "./words-in-source";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const folder = join(root, "app", "language");

/** The source of the engine, whose names of ways and kinds the page shows. */
export function engineTexts(): string {
  return readdirSync(join(root, "engine"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .map((path) => readFileSync(join(root, "engine", path), "utf8"))
    .join("\n");
}

export function catalogues(): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return new Map(
    names.map((name) => [name.replace(".json", ""), readCatalogue(join(folder, name))]),
  );
}

/** What the engine says in one language, by its English form. */
export function engineCatalogue(language: string): Readonly<Record<string, string>> {
  return readCatalogue(join(folder, "engine", `${language}.json`));
}

export function messagesOf(sources: readonly Source[]): ReadonlySet<string> {
  return new Set(sources.flatMap(({ text }) => literalsIn(text).map(({ message }) => message)));
}

/**
 * Texts that stand in the source of a component as they are: between tags and in names. An
 * estimate: sentences that are put together elsewhere are not counted.
 */
export function bareTexts(text: string): string[] {
  const between = [...text.matchAll(/(?<!=)>\s*([A-Z][^<>{}=;]*[a-z][^<>{}=;]*?)\s*[<{]/g)];
  const named = [
    ...text.matchAll(/\b(?:aria-label|label|title|placeholder|what|kind)="([A-Z][^"]*)"/g),
  ];
  const found = [...between, ...named].map((match) => match[1] ?? "");
  // "a > B ? t("…" is no text between tags.
  return found.filter((one) => !one.includes("t("));
}

/** What an author reads of a setting, in the reference and the studio's lists. */
const SAYS = /\b(?:says|description):\s*(?:"(?:[^"\\\n]|\\.)*"|`[^`]*`)/g;

/** Sentences that stand in quotes, in any file; comments are left out. */
export function sentences(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "").replace(SAYS, "");
  return [
    ...code.matchAll(/"([A-Z](?:[^"\\\n]|\\.)*[a-z],? [a-z](?:[^"\\\n]|\\.)*)"/g),
    ...code.matchAll(/`([A-Z][^`\n]*[a-z],? [a-z][^`\n]*)`/g),
  ].map((match) => match[1] ?? "");
}

export function main(): Promise<number> {
  const sources = appSources();
  const messages = messagesOf(sources);
  for (const [language, catalogue] of catalogues()) {
    const missing = [...messages].filter((message) => catalogue[message] === undefined);
    console.log(
      `${language}: ${messages.size - missing.length} of ${messages.size} texts, and ${Object.keys(catalogue).length - messages.size + missing.length} labels`,
    );
    for (const message of missing) console.log(`  missing: ${message}`);
  }
  const bare = sources
    .filter(({ path }) => path.endsWith(".tsx"))
    .map(({ path, text }) => ({ path, count: bareTexts(text).length }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  const total = bare.reduce((sum, { count }) => sum + count, 0);
  console.log(`in no catalogue: about ${total} texts of ${bare.length} files`);
  for (const { path, count } of bare) console.log(`  ${String(count).padStart(4)}  app/${path}`);
  return Promise.resolve(0);
}
