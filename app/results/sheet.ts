/**
 * A result sheet: what one reader answered in some lessons, as a file for their teacher. What comes
 * out of a file is untrusted: checked against the schema, bounded, and only ever shown as text.
 */
import { t } from "../language/words";
import * as v from "valibot";
import { digest } from "../shell/digest";

const FORMAT = 1;
const LONGEST = { name: 120, title: 200, text: 2_000 };
const MOST = { lessons: 100, questions: 300, wrong: 8 };

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const text = v.pipe(v.string(), v.maxLength(LONGEST.text));
const title = v.pipe(v.string(), v.maxLength(LONGEST.title));

const wrongSchema = v.object({
  given: text,
  /** What the lesson says about this answer; "" where it expects no such answer. */
  means: text,
});

const questionSchema = v.object({
  id: title,
  /** As handouts number it, from 1. */
  number: count,
  kind: title,
  ask: text,
  /** What stands there last; "" where nothing was answered. */
  given: text,
  answered: v.boolean(),
  right: v.boolean(),
  tries: count,
  hints: count,
  /** The solution was looked at. */
  solution: v.boolean(),
  wrong: v.pipe(v.array(wrongSchema), v.maxLength(MOST.wrong)),
  first: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  last: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  /** For practice: where its exercises come from. */
  seed: v.optional(v.pipe(v.number(), v.safeInteger())),
});

const lessonSchema = v.object({
  id: title,
  title,
  steps: count,
  seen: count,
  done: v.boolean(),
  questions: v.pipe(v.array(questionSchema), v.maxLength(MOST.questions)),
});

const sheetSchema = v.object({
  name: v.pipe(v.string(), v.maxLength(LONGEST.name)),
  made: v.pipe(v.string(), v.isoTimestamp()),
  lessons: v.pipe(v.array(lessonSchema), v.maxLength(MOST.lessons)),
});

const fileSchema = v.object({
  kind: v.literal("convlab-results"),
  format: v.pipe(v.number(), v.integer()),
  checksum: v.string(),
  sheet: v.unknown(),
});

export type QuestionResult = v.InferOutput<typeof questionSchema>;
export type LessonResult = v.InferOutput<typeof lessonSchema>;
export type Sheet = v.InferOutput<typeof sheetSchema>;

export type ReadSheet =
  | {
      readonly ok: true;
      readonly sheet: Sheet;
      /** Of what stands in the file now. */
      readonly checksum: string;
      /** False: the file was changed after it was saved. */
      readonly unchanged: boolean;
    }
  | { readonly ok: false; readonly reason: string };

/** The text of the file. */
export function sheetFile(sheet: Sheet): string {
  const checksum = digest(JSON.stringify(sheet));
  return JSON.stringify({ kind: "convlab-results", format: FORMAT, checksum, sheet }, null, 2);
}

export function readSheet(file: string): ReadSheet {
  let parsed: unknown;
  try {
    parsed = JSON.parse(file);
  } catch {
    return { ok: false, reason: t("it is not a result file, or it is damaged (not JSON).") };
  }
  const outer = v.safeParse(fileSchema, parsed);
  if (!outer.success)
    return { ok: false, reason: t("it is not a result file: it has no “convlab-results” in it.") };
  const { format, checksum, sheet } = outer.output;
  if (format > FORMAT)
    return {
      ok: false,
      reason: t("it is of format {format}; this lab reads up to {most}.", { format, most: FORMAT }),
    };
  const inner = v.safeParse(sheetSchema, sheet);
  if (!inner.success) return { ok: false, reason: `${whereIn(inner.issues[0])}.` };
  const found = digest(JSON.stringify(sheet));
  return { ok: true, sheet: inner.output, checksum: found, unchanged: found === checksum };
}

function whereIn(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  const { message } = issue;
  return path === null
    ? t("it cannot be read: {message}", { message })
    : t("its part {path} cannot be read: {message}", { path, message });
}

/** Cut to what a sheet may hold. */
export function clipped(value: string, most: number = LONGEST.text): string {
  return value.length <= most ? value : `${value.slice(0, most - 1)}…`;
}
