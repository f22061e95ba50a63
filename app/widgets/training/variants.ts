/**
 * Variants as an author writes them: `plain: norm=none; with BN: norm=batch, rate=0.3`. A name, a
 * colon, and what this variant changes. They all start from one seed; what is not named is the
 * figure's own setting.
 */
import { nearest } from "../../../engine/graph/suggest";
import type { Field } from "../fields/field";
import type { TextProblem } from "../widget";
import { isKey, SETTINGS, type Setting, type SettingKey, unknownSetting } from "./settings";

const MOST = 4;

export interface Variant {
  readonly name: string;
  readonly changes: Partial<Setting>;
}

type Read<Value> = { readonly value: Value } | { readonly problem: TextProblem };

/** The variants, or the first mistake. No text is one variant without a name. */
export function readVariants(text: string): Read<readonly Variant[]> {
  const parts = splitAt(text, ";");
  if (parts.length === 0) return { value: [{ name: "", changes: {} }] };
  if (parts.length > MOST)
    return wrong(`there are ${parts.length} variants`, `at most ${MOST}, with ; between them`);
  const variants: Variant[] = [];
  for (const part of parts) {
    const read = readVariant(part);
    if ("problem" in read) return read;
    if (variants.some(({ name }) => name === read.value.name))
      return wrong(`two variants are called "${read.value.name}"`, "a name of its own for each");
    variants.push(read.value);
  }
  return { value: variants };
}

function readVariant(text: string): Read<Variant> {
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(0, colon)).trim();
  if (colon < 0 || name === "" || name.length > 40)
    return wrong(
      `"${text.trim().slice(0, 60)}" is not a variant`,
      "a name, a colon and what it changes: `with BN: norm=batch`",
    );
  let changes: Partial<Setting> = {};
  for (const pair of splitAt(text.slice(colon + 1), ",")) {
    const read = readChange(pair);
    if ("problem" in read) return read;
    changes = { ...changes, ...read.value };
  }
  return { value: { name, changes } };
}

/**
 * Parts of a text between separators, except those within braces: `network={conv 8, linear 10}`.
 */
function splitAt(text: string, separator: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const letter of text) {
    depth += letter === "{" ? 1 : letter === "}" ? -1 : 0;
    if (letter === separator && depth <= 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts.filter((part) => part.trim() !== "");
}

/** "rate=0.1" as a part of a setting. */
function readChange(text: string): Read<Partial<Setting>> {
  const [key = "", value = ""] = text.split(/=(.*)/s).map((part) => part.trim());
  const written = value.replace(/^\{(.*)\}$/s, "$1");
  if (!isKey(key)) return { problem: unknownSetting(key) };
  const read = readValue(key, written);
  return read === undefined
    ? wrong(`${key} cannot be "${written.slice(0, 40)}"`, allowed(key), suggestion(key, written))
    : { value: { [key]: read } };
}

/** The value of one setting written as text; undefined when it is none. */
export function readValue(key: SettingKey, text: string): Setting[SettingKey] | undefined {
  const field: Field = SETTINGS[key];
  const { kind } = field;
  const given =
    kind.type === "truth" ? TRUTHS[text] : /number|integer/.test(kind.type) ? toNumber(text) : text;
  if (given === undefined) return undefined;
  // Two readers that fall back on different values agree only on what the text itself says.
  const read = field.read(given, field.standard);
  const fits = kind.type === "truth" || read === given;
  // What the field itself has read is a value of that setting.
  return fits ? (read as Setting[SettingKey]) : undefined;
}

const TRUTHS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  false: false,
  no: false,
  off: false,
};

function toNumber(text: string): number | undefined {
  return /^[-−]?\d*\.?\d+(e[-−+]?\d+)?$/i.test(text)
    ? Number(text.replaceAll("−", "-"))
    : undefined;
}

function allowed(key: SettingKey): string {
  const { kind }: Field = SETTINGS[key];
  switch (kind.type) {
    case "choice":
      return kind.options.join(", ");
    case "truth":
      return "on, off";
    case "integer":
      return `a whole number from ${kind.from} to ${kind.to}`;
    case "number":
      return `a number from ${kind.from} to ${kind.to}`;
    default:
      return "text";
  }
}

function suggestion(key: SettingKey, written: string): string | null {
  const { kind }: Field = SETTINGS[key];
  return kind.type === "choice" ? (nearest(written, kind.options) ?? null) : null;
}

function wrong(message: string, allowedWords: string, near: string | null = null) {
  return { problem: { message, allowed: allowedWords, suggestion: near } };
}

/** What is wrong with the text; null when nothing is. */
export function variantsProblem(text: string): TextProblem | null {
  const read = readVariants(text);
  return "problem" in read ? read.problem : null;
}

export function variantsOf(text: string): readonly Variant[] {
  const read = readVariants(text);
  return "value" in read ? read.value : [{ name: "", changes: {} }];
}

/** The text for these variants: what `readVariants` reads back. */
export function writeVariants(variants: readonly Variant[]): string {
  if (variants.every(({ name }) => name === "")) return "";
  return variants
    .map(({ name, changes }) => {
      const pairs = Object.entries(changes).map(
        ([key, value]) => `${key}=${braced(String(value))}`,
      );
      return `${name}: ${pairs.join(", ")}`.trim();
    })
    .join("; ");
}

/** The whole setting of each variant, with its name. */
export function settingsOf(
  setting: Setting,
  variants: readonly Variant[],
): readonly { readonly name: string; readonly setting: Setting }[] {
  return variants.map(({ name, changes }) => ({ name, setting: { ...setting, ...changes } }));
}

/** In which settings the variants differ from one another. */
export function varied(variants: readonly Variant[]): ReadonlySet<SettingKey> {
  return new Set(variants.flatMap(({ changes }) => Object.keys(changes).filter(isKey)));
}

function braced(value: string): string {
  return /[,;]/.test(value) ? `{${value}}` : value;
}
