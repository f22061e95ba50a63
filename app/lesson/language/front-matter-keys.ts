/** The lines that a lesson begins with: which there are, what each is, and what it may say. */
import { CURRENT_FORMAT } from "./limits";
import { listed } from "./nearest";

export interface FrontMatter {
  readonly format: number;
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly lang: string;
  readonly level: "intro" | "core" | "advanced";
  readonly minutes: number;
  readonly goals: readonly string[];
  readonly requires: readonly string[];
  readonly authors: readonly string[];
  readonly license: string;
  /** Of a translation: who read it. */
  readonly reviewer: string;
  /** Line of each key, for faults found later. */
  readonly lines: Readonly<Record<string, number>>;
}

export const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const LEVELS = ["intro", "core", "advanced"] as const;
export const LANGUAGE = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/;
export const LICENSES = [
  "CC-BY-4.0",
  "CC-BY-SA-4.0",
  "CC-BY-NC-4.0",
  "CC-BY-NC-SA-4.0",
  "CC-BY-ND-4.0",
  "CC0-1.0",
  "MIT",
  "Apache-2.0",
  "GPL-3.0-or-later",
  "LicenseRef-Proprietary",
];
export const SUMMARY = 160;

/**
 * Each key: what it is, whether it must be there, and what stands in for it. The reference page is
 * made from this.
 */
export const FRONT_MATTER = {
  format: { required: true, what: `version of the lesson format: ${CURRENT_FORMAT}` },
  id: {
    required: true,
    what: "name of the lesson's folder and address: small letters, digits, hyphens",
  },
  title: { required: true, what: "text, at most 120 characters" },
  summary: { required: true, what: `one sentence for the card, at most ${SUMMARY} characters` },
  lang: { required: true, what: "language of the text, such as en, de, ar, pt-BR" },
  level: { required: true, what: listed(LEVELS, "or") },
  minutes: { required: true, what: "number, how long a reader needs" },
  goals: {
    required: true,
    what: "list of one to five sentences: what the reader will be able to do",
  },
  requires: { required: false, what: "list of lesson ids to read before" },
  authors: { required: false, what: "list of names" },
  reviewer: {
    required: false,
    what: "name of the native speaker who read a translation; without it readers are told that nobody has",
  },
  license: { required: true, what: `SPDX identifier, such as ${LICENSES[0]}` },
} as const;

export type Key = keyof typeof FRONT_MATTER;
export const KEYS = Object.keys(FRONT_MATTER);

export function keyOf(name: string): Key {
  for (const key of KEYS) if (key === name && isKey(key)) return key;
  return "id";
}

function isKey(name: string): name is Key {
  return name in FRONT_MATTER;
}
