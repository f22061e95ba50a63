/**
 * A lesson as a file: its text alone or, with files of its own, a package of it. Loaded when a
 * file is opened or saved.
 */
import { t } from "../language/words";
import { cards } from "../lesson/runtime/library";
import { type PackedLesson, readCourse, tooLarge, writeCourse } from "./course-file";
import { NO_FILES, type OwnFiles, filesIn } from "./own-files";
import { readLessonFile } from "./lesson-text";

/** What somebody chose or dropped. Never throws: says in words what is wrong. */
export async function readLesson(file: File): Promise<PackedLesson | { readonly problem: string }> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (start[0] !== 0x50 || start[1] !== 0x4b) {
    const read = await readLessonFile(file);
    return "problem" in read ? read : { ...read, files: NO_FILES };
  }
  const large = tooLarge(file.size);
  if (large !== null) return { problem: large };
  const read = await readCourse(
    new Uint8Array(await file.arrayBuffer()),
    new Set(cards.map(({ id }) => id)),
  );
  if (!read.ok) return { problem: read.reason };
  const [lesson, ...more] = read.file.lessons.values();
  return lesson !== undefined && more.length === 0
    ? lesson
    : {
        problem: t(
          "This is a course with {count} lessons of its own. Open it on the start page; each of them can be changed from there.",
          { count: more.length + (lesson === undefined ? 0 : 1) },
        ),
      };
}

/** One lesson with the files that it names. */
export function lessonPackage(
  title: string,
  text: string,
  files: OwnFiles,
): Uint8Array<ArrayBuffer> {
  const name = "lessons/lesson.mdoc";
  const shown = filesIn(text).flatMap((path) => {
    const bytes = files.get(path);
    return bytes === undefined ? [] : [[path, bytes] as const];
  });
  const line = title.trim().slice(0, 200) || "Lesson";
  return writeCourse({
    course: {
      format: 1,
      kind: "lesson",
      title: line,
      welcome: "",
      parts: [{ title: line, summary: "", lessons: [name] }],
    },
    lessons: new Map([[name, { text, files: new Map(shown) }]]),
  });
}
