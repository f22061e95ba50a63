/** The languages that pages speak, which of them a reader wants, and their catalogues. */
import { type Catalogue, ENGLISH } from "./words";

type Load = () => Promise<Catalogue>;

interface Parts {
  readonly first: Load;
  /** What is said beside the start and the lessons: by exercises, the studio, the lab. */
  readonly later: Load;
}

const CATALOGUES: Readonly<Record<string, Parts>> = {
  es: {
    first: () => import("virtual:words/es"),
    later: () => import("virtual:words/es/later"),
  },
  "zh-Hans": {
    first: () => import("virtual:words/zh-Hans"),
    later: () => import("virtual:words/zh-Hans/later"),
  },
  ar: {
    first: () => import("virtual:words/ar"),
    later: () => import("virtual:words/ar/later"),
  },
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
    coming = begin(CATALOGUES[language]?.first);
    loaded.set(language, coming);
  }
  return coming;
}

const completed = new Map<string, Promise<Catalogue>>();

/** The catalogue of a language with all its words: those that come later are put into it. */
export function wholeCatalogueOf(language: string): Promise<Catalogue> {
  let coming = completed.get(language);
  if (coming === undefined) {
    const parts = [catalogueOf(language), begin(CATALOGUES[language]?.later)] as const;
    coming = Promise.all(parts).then(([first, later]) => {
      if (first !== ENGLISH) Object.assign(first.words, later.words);
      return first;
    });
    completed.set(language, coming);
  }
  return coming;
}

function begin(load: Load | undefined): Promise<Catalogue> {
  return load?.().catch(() => ENGLISH) ?? Promise.resolve(ENGLISH);
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
