/**
 * Figures' states in the address: `?c1.stride=2&c1.kernel=;1,0,-1;1,0,-1`. Read by people, written
 * by machines.
 *
 * A state is written as its difference from the state that the step opens with, one entry per path.
 * Numbers, `true`, `false`, `null` and plain words stand as they are; a number list starts with the
 * separator of its outermost rank (`,1,2` is a list, `;1,2;3,4` a matrix, `;;` and `;;;` begin rank
 * 3 and 4); any other text starts with `'`, any other value is JSON after `~`, with `"~Infinity"`
 * and its like for numbers that JSON has no word for. Nothing that comes in is trusted: the
 * widget's own `restore` repairs what is read here.
 */
const MAX_LENGTH = 60_000;
const MAX_DEPTH = 8;
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

export type Parameters = ReadonlyMap<string, string>;

/**
 * `a.b=1&c=2` to a map. Repeated keys: the last wins; text that is not valid percent-encoding is
 * dropped.
 */
export function readParameters(text: string): Map<string, string> {
  const found = new Map<string, string>();
  if (text.length > MAX_LENGTH) return found;
  for (const part of text.split("&")) {
    const at = part.indexOf("=");
    const key = decode(at < 0 ? part : part.slice(0, at));
    if (key === null || key === "") continue;
    found.set(key, at < 0 ? "" : part.slice(at + 1).replace(/%(3B|2C|27|7E)/gi, separatorBehind));
  }
  return found;
}

export function writeParameters(parameters: Parameters): string {
  return [...parameters]
    .map(([key, value]) => (value === "" ? encode(key) : `${encode(key)}=${value}`))
    .join("&");
}

/**
 * Entries `id.path=value` for whatever in `state` differs from `base`; before them the version of
 * the state's form, where it is not the first.
 */
export function writeState(
  id: string,
  state: unknown,
  base: unknown,
  version = 1,
): Map<string, string> {
  const entries = new Map<string, string>();
  difference(id, state, base, entries);
  if (version === 1 || entries.size === 0) return entries;
  return new Map([[`${id}.version`, String(version)], ...entries]);
}

/** The version of the form that the entries of `id` have; NaN when it cannot be read. */
export function readVersion(id: string, parameters: Parameters): number {
  const text = parameters.get(`${id}.version`);
  if (text === undefined) return 1;
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : Number.NaN;
}

/** What `patch` names laid over `base`: records field by field, all else as a whole. */
export function laidOver(base: unknown, patch: unknown): unknown {
  if (!isRecord(base) || !isRecord(patch)) return patch;
  const copy: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(patch))
    if (value !== undefined && !FORBIDDEN.has(key)) copy[key] = laidOver(base[key], value);
  return copy;
}

/**
 * `base` with the entries of `id` laid over it: untrusted, plain data. Null when there is no entry
 * for `id`. The version is none of them.
 */
export function readState(id: string, parameters: Parameters, base: unknown): unknown {
  let patched: unknown = null;
  for (const [key, text] of parameters) {
    if (key === `${id}.version` || (key !== id && !key.startsWith(`${id}.`))) continue;
    const path = key === id ? [] : key.slice(id.length + 1).split(".");
    const value = readValue(text);
    if (
      value === undefined ||
      path.length > MAX_DEPTH ||
      path.some((name) => name === "" || FORBIDDEN.has(name))
    )
      continue;
    patched = put(patched ?? base, path, value);
  }
  return patched;
}

export function writeValue(value: unknown): string {
  if (typeof value === "number") return String(Object.is(value, -0) ? "-0" : value);
  if (typeof value === "boolean" || value === null) return String(value);
  if (typeof value === "string") return isWord(value) ? value : `'${encode(value)}`;
  const rank = rankOf(value);
  if (rank > 0 && rank <= 4) return writeNumbers(value, rank, rank);
  return `~${encode(JSON.stringify(value, (_, inner: unknown) => withoutSpecials(inner)))}`;
}

/**
 * Numbers that JSON has no word for, as they stand in JSON here; one more `~` before a text that
 * only looks like one.
 */
const SPECIAL = /^~+(NaN|-?Infinity|-0)$/;

function withoutSpecials(value: unknown): unknown {
  if (typeof value === "string") return SPECIAL.test(value) ? `~${value}` : value;
  if (typeof value !== "number" || (Number.isFinite(value) && !Object.is(value, -0))) return value;
  return Object.is(value, -0) ? "~-0" : `~${value}`;
}

function withSpecials(value: unknown): unknown {
  if (typeof value !== "string" || !SPECIAL.test(value)) return value;
  const rest = value.slice(1);
  return rest.startsWith("~") ? rest : Number(rest);
}

/** The value behind `text`, or undefined when it cannot be read. */
export function readValue(text: string): unknown {
  const first = text[0];
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  if (first === "," || first === ";") return readNumbers(text);
  if (first === "'") return decode(text.slice(1)) ?? undefined;
  if (first === "~") return readJson(text.slice(1));
  if (NUMBER.test(text)) return Number(text);
  return isWord(text) ? text : undefined;
}

const NUMBER = /^-?(\d+(\.\d+)?(e[+-]?\d+)?|Infinity)$|^NaN$/;

function isWord(text: string): boolean {
  return /^[A-Za-z][\w-]*$/.test(text) && !/^(true|false|null|NaN|Infinity)$/.test(text);
}

function difference(path: string, state: unknown, base: unknown, into: Map<string, string>): void {
  if (same(state, base)) return;
  if (
    isRecord(state) &&
    isRecord(base) &&
    Object.keys(base).every((key) => key in state) &&
    Object.keys(state).every(isWord)
  ) {
    for (const [key, value] of Object.entries(state))
      if (value !== undefined) difference(`${path}.${key}`, value, base[key], into);
  } else into.set(path, writeValue(state));
}

/** Rank of a rectangular, non-empty nested number list; 0 for anything else. */
function rankOf(value: unknown): number {
  if (!Array.isArray(value) || value.length === 0) return 0;
  if (value.every((item) => typeof item === "number")) return 1;
  const ranks = value.map(rankOf);
  const rank = ranks[0] ?? 0;
  return rank > 0 && ranks.every((other) => other === rank) ? rank + 1 : 0;
}

function separator(rank: number): string {
  return rank === 1 ? "," : ";".repeat(rank - 1);
}

function writeNumbers(value: unknown, rank: number, outermost: number): string {
  if (!Array.isArray(value)) return writeValue(value);
  const body = value.map((item) => writeNumbers(item, rank - 1, outermost)).join(separator(rank));
  return rank === outermost ? separator(rank) + body : body;
}

function readNumbers(text: string): unknown {
  const lead = /^[,;]+/.exec(text)?.[0] ?? "";
  const rank = lead === "," ? 1 : lead.length + 1;
  if (lead.includes(",") ? lead.length > 1 : rank > 4) return undefined;
  return split(text.slice(lead.length), rank);
}

function split(text: string, rank: number): unknown {
  if (rank === 0) return NUMBER.test(text) ? Number(text) : undefined;
  // Exactly this many semicolons, so that ";;" is not found inside ";;;" and ";" not inside ";;".
  const parts = rank === 1 ? text.split(",") : text.split(new RegExp(`(?<!;);{${rank - 1}}(?!;)`));
  const items = parts.map((part) => split(part, rank - 1));
  return items.includes(undefined) ? undefined : items;
}

function readJson(text: string): unknown {
  const json = decode(text);
  if (json === null) return undefined;
  try {
    const value: unknown = JSON.parse(json, (key, inner: unknown) =>
      FORBIDDEN.has(key) ? undefined : withSpecials(inner),
    );
    return depth(value) <= MAX_DEPTH ? value : undefined;
  } catch {
    return undefined;
  }
}

function depth(value: unknown, level = 0): number {
  if (typeof value !== "object" || value === null || level > MAX_DEPTH) return level;
  return Math.max(level, ...Object.values(value).map((inner) => depth(inner, level + 1)));
}

function put(target: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const copy: Record<string, unknown> = isRecord(target) ? { ...target } : {};
  copy[name] = put(Object.hasOwn(copy, name) ? copy[name] : undefined, rest, value);
  return copy;
}

export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, at) => same(item, other[at]))
    );
  if (!isRecord(one) || !isRecord(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => same(one[key], other[key]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Half of a surrogate pair, which no address can hold, becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, "\ufffd");
}

/** Percent-encodes what an address bar or a chat program would mangle; keeps what reads well. */
function encode(text: string): string {
  return encodeURIComponent(wellFormed(text))
    .replaceAll("%20", "+")
    .replaceAll("%2F", "/")
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",");
}

/** Undoes what mail and chat programs do to the separators. */
function separatorBehind(code: string): string {
  return String.fromCharCode(Number.parseInt(code.slice(1), 16));
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}
