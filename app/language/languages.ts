/** The languages that pages speak, which of them a reader wants, and their catalogues. */
import { type Catalogue, ENGLISH } from "./words";

const CATALOGUES: Readonly<Record<string, () => Promise<Catalogue>>> = {
  es: () => import("virtual:words/es"),
  "zh-Hans": () => import("virtual:words/zh-Hans"),
  ar: () => import("virtual:words/ar"),
};

export const LANGUAGES: readonly string[] = ["en", ...Object.keys(CATALOGUES)];

const loaded = new Map<string, Promise<Catalogue>>();

/**
 * The catalogue of a language, loaded once; none where there is none or where it does not come: a
 * page in English is better than none.
 */
export function catalogueOf(language: string): Promise<Catalogue> {
  let coming = loaded.get(language);
  if (coming === undefined) {
    coming = (CATALOGUES[language]?.() ?? Promise.resolve(ENGLISH)).catch(() => ENGLISH);
    loaded.set(language, coming);
  }
  return coming;
}

/** The first of `wishes` that `known` has, in the same script; null when it has none of them. */
export function bestOf(wishes: readonly string[], known: readonly string[]): string | null {
  for (const wish of wishes) {
    const match = known.find((one) => one === wish) ?? known.find((one) => isSame(one, wish));
    if (match !== undefined) return match;
  }
  return null;
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [whole(one), whole(other)];
  return a !== null && b !== null && a.language === b.language && a.script === b.script;
}

/** With the script that goes without saying: "zh-TW" is written in Traditional Chinese. */
function whole(language: string): Intl.Locale | null {
  try {
    return new Intl.Locale(language).maximize();
  } catch {
    return null;
  }
}

/** A language in its own words, where the browser knows them. */
export function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  } catch {
    return language;
  }
}
