/**
 * A lesson as a file: its text alone or, with pictures of its own, a package of it. Loaded when a
 * file is opened or saved.
 */
import { cards } from "../lesson/runtime/library";
import { type PackedLesson, readCourse, tooLarge, writeCourse } from "./course-file";
import { NO_PICTURES, type Pictures, picturesIn } from "./lesson-pictures";
import { readLessonFile } from "./lesson-text";

/** What somebody chose or dropped. Never throws: says in words what is wrong. */
export async function readLesson(file: File): Promise<PackedLesson | { readonly problem: string }> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (start[0] !== 0x50 || start[1] !== 0x4b) {
    const read = await readLessonFile(file);
    return "problem" in read ? read : { ...read, pictures: NO_PICTURES };
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
        problem: `This is a course with ${more.length + (lesson === undefined ? 0 : 1)} lessons of its own. Open it on the start page; each of them can be changed from there.`,
      };
}

/** One lesson with the pictures that it names. */
export function lessonPackage(
  title: string,
  text: string,
  pictures: Pictures,
): Uint8Array<ArrayBuffer> {
  const name = "lessons/lesson.mdoc";
  const shown = picturesIn(text).flatMap((path) => {
    const bytes = pictures.get(path);
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
    lessons: new Map([[name, { text, pictures: new Map(shown) }]]),
  });
}
