/**
 * Vite plugin: texts of the page in ICU MessageFormat. `t("… {name} …")` is compiled in place,
 * which makes the compiled text the key; `virtual:words/<language>` is of the catalogue
 * app/language/<language>.json what the start and the lessons say, compiled, and
 * `virtual:words/<language>/later` is the rest.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import compile from "icu-minify/compile";
import type { Plugin } from "vite";
import { directionOf } from "../app/language/direction.ts";
import { appSources, laterIn, isWithValues, literalsIn } from "./words-in-source.ts";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const WORDS = "virtual:words/";

export function words(): Plugin {
  let isLater: ((message: string) => boolean) | undefined;
  return {
    name: "convlab-words",
    enforce: "pre",
    resolveId: (id) => (id.startsWith(WORDS) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${WORDS}`)) return null;
      const [language = "", part] = id.slice(WORDS.length + 1).split("/");
      const file = join(root, "app", "language", `${language}.json`);
      this.addWatchFile(file);
      const finish =
        directionOf(language) === "rtl"
          ? 'export { isolated as finish } from "/app/language/isolated.ts";\n'
          : "export const finish = undefined;\n";
      isLater ??= laterIn(appSources());
      const wanted = Object.entries(readCatalogue(file)).filter(
        ([english]) => isLater?.(english) === (part === "later"),
      );
      const said = `export const words = ${JSON.stringify(compiled(wanted))};\n`;
      if (part === "later") return said;
      const engine = join(root, "app", "language", "engine", `${language}.json`);
      this.addWatchFile(engine);
      return `${finish}import { echoing } from "/app/language/echo.ts";
${said}export const echo = echoing(${JSON.stringify(echoes(readCatalogue(engine)))});\n`;
    },
    transform(code, id) {
      if (!/\/app\/.*\.tsx?$/.test(id) || !/\b(?:t|rich)\(/.test(code)) return null;
      let text = code;
      for (const { start, end, message } of literalsIn(code).toReversed())
        if (isWithValues(message))
          text = text.slice(0, start) + JSON.stringify(compile(message)) + text.slice(end);
      return text === code ? null : { code: text, map: null };
    },
  };
}

export function readCatalogue(file: string): Readonly<Record<string, string>> {
  const read: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof read !== "object" || read === null) throw new Error(`${file} is no catalogue`);
  return Object.fromEntries(Object.entries(read).map(([key, text]) => [key, String(text)]));
}

/** Each sentence as its form, the names of its gaps in order, and what is said; see echo.ts. */
function echoes(catalogue: Readonly<Record<string, string>>): unknown[] {
  return Object.entries(catalogue).map(([english, text]) => {
    const pieces = english.split(/\{(\w+)\}/);
    const form = pieces
      .map((piece, at) => (at % 2 === 1 ? "(.*?)" : piece.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")))
      .join("");
    return [form, pieces.filter((_, at) => at % 2 === 1), compile(text)];
  });
}

function compiled(catalogue: readonly (readonly [string, string])[]): Record<string, unknown> {
  return Object.fromEntries(
    catalogue.map(([english, text]) => [
      isWithValues(english) ? JSON.stringify(compile(english)) : english,
      isWithValues(text) ? compile(text) : text,
    ]),
  );
}
