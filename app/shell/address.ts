/**
 * The one file that reads and writes the address bar.
 *
 *   …/index.html?theme=dark&still=1&backend=wasm&seed=7#/lesson/convolution/step-id?c1.stride=2
 *
 * Before the hash: how this person wants to look at it. In the hash: page, path, and after `?` the
 * figures' states (codec.ts). The hash is never sent to a server and works on any path. Whatever
 * cannot be read falls back and is named in `problems`.
 */
import { type BackendChoice, isBackendChoice } from "./backends";
import { SCHEMES, type Scheme } from "../theme/scheme";
import { type Parameters, readParameters, wellFormed, writeParameters } from "./codec";

export interface Preferences {
  readonly theme: Scheme | null;
  readonly still: boolean | null;
  readonly backend: BackendChoice | null;
  readonly seed: number | null;
  /** Language of the page, as in the name of a lesson file. */
  readonly lang: string | null;
  /** A course file of this site, as the address names it. */
  readonly course: string | null;
}

/** For links to share: theme, motion, backend and seed are the choice of whoever opens one. */
export const NO_PREFERENCES: Preferences = {
  theme: null,
  still: null,
  backend: null,
  seed: null,
  lang: null,
  course: null,
};

export interface Address {
  /** "" is home; otherwise the first word after `#/`. */
  readonly page: string;
  readonly path: readonly string[];
  readonly parameters: Parameters;
  readonly preferences: Preferences;
  /** As it stands in the bar, from `#` on. */
  readonly hash: string;
  readonly problems: readonly Problem[];
}

/** What could not be read; said by whoever knows the language of the page. */
interface Problem {
  readonly name: string;
  readonly text: string;
  /** What it may be. */
  readonly allowed: string;
}

export function parseAddress(search: string, hash: string): Address {
  const problems: Problem[] = [];
  const body = hash.replace(/^#\/?/, "");
  const mark = body.indexOf("?");
  const segments = (mark < 0 ? body : body.slice(0, mark)).split("/").filter((part) => part !== "");
  const [page = "", ...path] = segments.map((part) => safeDecode(part));
  return {
    page,
    path,
    parameters: mark < 0 ? new Map() : readParameters(body.slice(mark + 1)),
    preferences: parsePreferences(search, problems),
    hash: hash === "" ? "#/" : hash,
    problems,
  };
}

/** The hash for a place: `#/lesson/convolution/step?c1.stride=2`. */
export function formatHash(
  page: string,
  path: readonly string[] = [],
  parameters: Parameters = new Map(),
): string {
  const route = `#/${[page, ...path]
    .filter((part) => part !== "")
    .map((part) => encodeURIComponent(wellFormed(part)))
    .join("/")}`;
  return parameters.size === 0 ? route : `${route}?${writeParameters(parameters)}`;
}

export function formatSearch({ theme, still, backend, seed, lang, course }: Preferences): string {
  const query = new URLSearchParams();
  if (theme !== null) query.set("theme", theme);
  if (still !== null) query.set("still", still ? "1" : "0");
  if (backend !== null) query.set("backend", backend);
  if (seed !== null) query.set("seed", String(seed));
  if (lang !== null) query.set("lang", lang);
  if (course !== null) query.set("course", course);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

interface Reader<Value> {
  /** null: not a value that it may have. */
  readonly read: (text: string) => Value | null;
  /** What it may be. */
  readonly allowed: string;
}

const READERS: {
  readonly [Name in keyof Preferences]: Reader<NonNullable<Preferences[Name]>>;
} = {
  theme: {
    read: (text) => SCHEMES.find((scheme) => scheme === text) ?? null,
    allowed: "themes are light, dark, projector, contrast",
  },
  still: {
    read: (text) => (text === "1" ? true : text === "0" ? false : null),
    allowed: "it can be 1 or 0",
  },
  backend: {
    read: (text) => (isBackendChoice(text) ? text : null),
    allowed: "it can be auto, webgpu, wasm or reference",
  },
  seed: {
    read: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : null),
    allowed: "a seed is a whole number from 0 to 999999999",
  },
  lang: {
    read: (text) => (/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/.test(text) ? text : null),
    allowed: "a language is written like en, es, zh-Hans or ar",
  },
  course: {
    read: (text) => (text !== "" && text.length <= 300 ? text : null),
    allowed: "a course is the name of a file of this site",
  },
};

function parsePreferences(search: string, problems: Problem[]): Preferences {
  const query = new URLSearchParams(search);
  const read = <Name extends keyof Preferences>(name: Name): Preferences[Name] | null => {
    const text = query.get(name);
    if (text === null) return null;
    const reader: Reader<NonNullable<Preferences[Name]>> = READERS[name];
    const value = reader.read(text);
    if (value === null) problems.push({ name, text: text.slice(0, 40), allowed: reader.allowed });
    return value;
  };
  return {
    theme: read("theme"),
    still: read("still"),
    backend: read("backend"),
    seed: read("seed"),
    lang: read("lang"),
    course: read("course"),
  };
}

function safeDecode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

let current: Address | null = null;
const listeners = new Set<() => void>();

/** Where the page is now. The same object until the address changes. */
export function readAddress(): Address {
  current ??= parseAddress(location.search, location.hash);
  return current;
}

export function subscribeAddress(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Starts to follow Back, Forward and links. Returns how to stop. */
export function followAddress(): () => void {
  const changed = (): void => {
    current = null;
    for (const listener of listeners) listener();
  };
  addEventListener("popstate", changed);
  addEventListener("hashchange", changed);
  return () => {
    removeEventListener("popstate", changed);
    removeEventListener("hashchange", changed);
  };
}

/**
 * Goes to a hash: a new entry of the history, or the present one rewritten while the reader acts.
 * A page rewrites only its own address: where the reader has gone to another page that is not drawn
 * yet, nothing happens, or they would be called back.
 */
export function goTo(
  hash: string,
  how: "push" | "replace" = "push",
  preferences?: Preferences,
): void {
  const search =
    preferences === undefined ? location.search : otherLooks(location.search, preferences);
  const url = `${location.pathname}${search}${hash}`;
  if (url === `${location.pathname}${location.search}${location.hash}`) return;
  if (how === "replace" && pageOf(hash) !== pageOf(location.hash)) return;
  try {
    if (how === "push") history.pushState(null, "", url);
    else history.replaceState(null, "", url);
  } catch {
    return; // Browsers limit how often the address may be rewritten; the next change writes all of it again.
  }
  current = null;
  if (how === "push" || preferences !== undefined) for (const listener of listeners) listener();
}

function pageOf(hash: string): string {
  return parseAddress("", hash).page;
}

/** What the address says before the hash. Untrusted. */
export function readQuery(): URLSearchParams {
  return new URLSearchParams(location.search);
}

/** Other looks; what else stands there, such as the launch of an LMS, stays. */
export function otherLooks(search: string, preferences: Preferences): string {
  const query = new URLSearchParams(search);
  for (const name of Object.keys(NO_PREFERENCES)) query.delete(name);
  const looks = formatSearch(preferences).slice(1);
  const all = [looks, query.toString()].filter((part) => part !== "").join("&");
  return all === "" ? "" : `?${all}`;
}

/** A link that opens `hash` on any machine, with the looks that matter. */
export function linkTo(hash: string, preferences: Preferences): string {
  return `${location.origin}${location.pathname}${formatSearch(preferences)}${hash}`;
}

/** The folder the site stands in; names what is stored, since sites of one host share a storage. */
export function basePath(): string {
  return location.pathname.replace(/[^/]*$/, "");
}
