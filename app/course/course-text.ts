/** `course.yaml`: the table of contents of a course, and how it is read and checked. */
import { t } from "../language/words";
import * as v from "valibot";
import { parse, stringify } from "yaml";
import { MANIFEST } from "../offline/site-list";

const COURSE_FORMAT = 1;
const MOST = { lessons: 200, bytes: 100_000, parts: 30 };

const line = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(200));
const text = v.pipe(v.string(), v.maxLength(2_000));

const courseSchema = v.object({
  format: v.literal(COURSE_FORMAT),
  /** A package of one lesson with its pictures is no course: it is opened as that lesson. */
  kind: v.optional(v.literal("lesson")),
  title: line,
  welcome: v.optional(text, ""),
  parts: v.pipe(
    v.array(
      v.object({
        title: line,
        summary: v.optional(text, ""),
        /** Ids of the lab's lessons, and files of the package that end in `.mdoc`. */
        lessons: v.pipe(v.array(line), v.maxLength(MOST.lessons)),
      }),
    ),
    v.minLength(1),
    v.maxLength(MOST.parts),
  ),
});

export type CourseText = v.InferOutput<typeof courseSchema>;

export function writeManifest(course: CourseText): string {
  return stringify(course);
}

export function isFileName(lesson: string): boolean {
  return lesson.endsWith(".mdoc");
}

/** A name that leads out of the package. */
export function leadsOut(name: string): boolean {
  return name.startsWith("/") || /[\\:]/.test(name) || name.split("/").includes("..");
}

/** Null: the file holds nothing but remarks. A text: why it cannot be used. */
export function readManifest(
  bytes: Uint8Array,
  known: ReadonlySet<string>,
): CourseText | null | string {
  if (bytes.length > MOST.bytes)
    return t("{file} is longer than {most} KB.", { file: MANIFEST, most: MOST.bytes / 1000 });
  const written = utf8(bytes);
  if (written === null) return t("{name} is not UTF-8.", { name: MANIFEST });
  let parsed: unknown;
  try {
    parsed = parse(written, { maxAliasCount: 0, logLevel: "error" });
  } catch (error) {
    const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    return t("{file} cannot be read: {message}", { file: MANIFEST, message: first.slice(0, 200) });
  }
  if (parsed === null) return null;
  if (v.is(v.object({ format: v.pipe(v.number(), v.minValue(COURSE_FORMAT + 1)) }), parsed))
    return t("This course was written for a newer ConvLab; this one reads format {format}.", {
      format: COURSE_FORMAT,
    });
  const read = v.safeParse(courseSchema, parsed);
  if (!read.success) {
    const [issue] = read.issues;
    return `${MANIFEST}: ${v.getDotPath(issue) ?? t("the whole")}: ${issue.message}.`;
  }
  const lessons = read.output.parts.flatMap((part) => part.lessons);
  const outside = lessons.find(leadsOut);
  if (outside !== undefined)
    return t("{file} names a file outside the package: “{outside}”.", { file: MANIFEST, outside });
  const unknown = lessons.find((lesson) => !isFileName(lesson) && !known.has(lesson));
  if (unknown !== undefined)
    return t("{file} names a lesson that this lab does not have: “{unknown}”.", {
      file: MANIFEST,
      unknown,
    });
  return read.output;
}

export function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
