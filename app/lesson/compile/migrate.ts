/**
 * Versions of the compiled lesson. A document written by an older ConvLab is brought up one version
 * at a time; one from a newer ConvLab is refused with that reason. Source files name their version
 * in the front matter; a change of the language that breaks old files adds a step to
 * `SOURCE_STEPS`, a change of `LessonDoc` one to `STEPS`.
 */
import { LabError } from "../../../engine/core/errors";
import type { LessonDoc } from "../document";
import { CURRENT_FORMAT } from "../language/limits";
import { isLessonDoc } from "./document-check";

type Json = Readonly<Record<string, unknown>>;
/** `STEPS[n]` turns a document of format n into one of format n + 1. */
export type Steps = Readonly<Record<number, (old: Json) => Json>>;

const STEPS: Steps = {};

/**
 * The same for the text of a lesson: `SOURCE_STEPS[n]` rewrites format n as n + 1. Line numbers
 * must stay.
 */
const SOURCE_STEPS: Readonly<Record<number, (text: string) => string>> = {};

/** A compiled lesson of any released format as today's. Throws LabError "format". */
export function loadLesson(
  untrusted: unknown,
  steps: Steps = STEPS,
  current: number = CURRENT_FORMAT,
): LessonDoc {
  const migrated = migrate(untrusted, steps, current);
  if (!isLessonDoc(migrated))
    throw new LabError("format", "this is not a compiled lesson", "Compile the lesson file again.");
  return migrated;
}

export function migrate(untrusted: unknown, steps: Steps, current: number): Json {
  if (!isObject(untrusted))
    throw new LabError(
      "format",
      "this is not a compiled lesson",
      "A lesson is a JSON object with a format number.",
    );
  let document = untrusted;
  const format = document["format"];
  if (typeof format !== "number" || !Number.isInteger(format) || format < 1)
    throw new LabError(
      "format",
      "this lesson does not say which format it has",
      "It begins with a format number.",
    );
  if (format > current)
    throw new LabError(
      "format",
      `this lesson has format ${format}; this ConvLab reads up to ${current}`,
      "Open it in a newer ConvLab.",
    );
  for (let at = format; at < current; at++) {
    const step = steps[at];
    if (step === undefined)
      throw new LabError("format", `lessons of format ${at} can no longer be read`);
    document = { ...step(document), format: at + 1 };
  }
  return document;
}

/** A lesson file of an older format as today's. */
export function migrateSource(
  text: string,
  steps = SOURCE_STEPS,
  current: number = CURRENT_FORMAT,
): string {
  const written = Number(/^---\n(?:.*\n)*?format:\s*(\d+)\s*\n/.exec(text)?.[1] ?? current);
  let migrated = text;
  for (let at = written; at < current; at++) migrated = steps[at]?.(migrated) ?? migrated;
  return migrated;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
