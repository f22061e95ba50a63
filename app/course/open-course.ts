/**
 * The course that is open: from a file, from the address (`?course=FILE`, a file of the same site),
 * both kept on this device; or the site's own, from the folder `course/` beside it, which is read
 * anew each time. Lessons of a course are kept as lessons from elsewhere are.
 */
import { t } from "../language/words";
import * as v from "valibot";
import { cards } from "../lesson/runtime/library";
import { readAddress } from "../shell/address";
import { deviceStorage } from "../store/lab-storage";
import { MANIFEST } from "../offline/site-list";
import { besideManifest, besidePart } from "./beside";
import type { CourseFile } from "./course-file";
import { storeLesson, ownLessons, titleOf } from "./own-lessons";

/** Files that may hold a course, as a file dialog names them. */
export const COURSE_FILES = ".convlab,.zip,.yaml,.yml";
const NAME = "course";

const schema = v.object({
  title: v.string(),
  welcome: v.string(),
  parts: v.array(
    v.object({
      title: v.string(),
      summary: v.string(),
      lessons: v.array(v.object({ id: v.string(), title: v.string() })),
    }),
  ),
});

export type OpenCourse = v.InferOutput<typeof schema>;
export type Opened =
  /** `lesson`: the file was one lesson, kept under this id; the course is what it was. */
  { readonly ok: true; readonly lesson?: string } | { readonly ok: false; readonly reason: string };

export function isCourseFile(name: string): boolean {
  return COURSE_FILES.split(",").some((end) => name.toLowerCase().endsWith(end));
}

/** Undefined until the device was asked. */
let here: OpenCourse | null | undefined;
let besideSite: OpenCourse | null = null;

/** The one that this reader opened, else the site's; null: then the lab's own course is shown. */
export function openCourse(): OpenCourse | null {
  if (here === undefined) here = deviceStorage().read(NAME, schema);
  return here ?? besideSite;
}

/** The course that stands in the folder beside the site, once it has arrived. */
export function courseOfSite(): OpenCourse | null {
  return besideSite;
}

/** Back to the site's course, or the lab's. */
export function closeCourse(): void {
  here = null;
  deviceStorage().remove(NAME);
}

/** Opens a course file. Nothing that was open is lost when it cannot be read. */
export async function openCourseFile(file: Blob): Promise<Opened> {
  const { tooLarge } = await import("./course-file");
  const large = tooLarge(file.size);
  return large === null
    ? openCourseBytes(new Uint8Array(await file.arrayBuffer()))
    : { ok: false, reason: large };
}

export async function openCourseBytes(bytes: Uint8Array<ArrayBuffer>): Promise<Opened> {
  const { readCourse } = await import("./course-file");
  const read = await readCourse(bytes, known());
  if (!read.ok) return read;
  const [only] = read.file.lessons.values();
  if (read.file.course.kind === "lesson" && only !== undefined)
    return { ok: true, lesson: storeLesson(only.text, only.files) };
  here = contents(read.file, "device");
  deviceStorage().write(NAME, here);
  return { ok: true };
}

function known(): ReadonlySet<string> {
  return new Set(cards.map(({ id }) => id));
}

/** Keeps the lessons of a course; returns its table of contents. */
function contents({ course, lessons }: CourseFile, where: "device" | "page"): OpenCourse {
  const ids = new Map(
    [...lessons].map(([name, { text, files }]) => [name, storeLesson(text, files, where)]),
  );
  const titles = new Map(cards.map(({ id, title }) => [id, title]));
  return {
    title: course.title,
    welcome: course.welcome,
    parts: course.parts.map((part) => ({
      title: part.title,
      summary: part.summary,
      lessons: part.lessons.map((name) => {
        const id = ids.get(name) ?? name;
        return { id, title: titles.get(id) ?? titleOf(id) ?? name };
      }),
    })),
  };
}

let asked: { readonly file: string | null; readonly opened: Promise<Opened | null> } | null = null;

/**
 * The course that comes with the address: the file that it names, else the folder beside the site.
 * Null when there is none. The same promise for one file.
 */
export function arrivingCourse(): Promise<Opened | null> {
  const { course: file } = readAddress().preferences;
  if (asked?.file !== file) asked = { file, opened: file === null ? openBeside() : fetched(file) };
  return asked.opened;
}

async function openBeside(): Promise<Opened | null> {
  const manifest = await besideManifest();
  if (manifest === null) return null;
  const { readParts } = await import("./course-file");
  const read = await readParts(
    async (name) => (name === MANIFEST ? manifest : besidePart(name)),
    known(),
  );
  if (read === null) return null;
  if (!read.ok)
    return { ok: false, reason: t("The course of this site: {reason}", { reason: read.reason }) };
  besideSite = contents(read.file, "page");
  return { ok: true };
}

async function fetched(file: string): Promise<Opened> {
  const refuse = (reason: string): Opened => ({ ok: false, reason });
  const url = URL.canParse(file, document.baseURI) ? new URL(file, document.baseURI) : null;
  if (url === null || url.origin !== location.origin)
    return refuse(
      t("The address asks for the course “{file}”, which is not a file of this site.", { file }),
    );
  try {
    const answer = await fetch(url);
    if (!answer.ok)
      return refuse(
        t("The course “{file}” is not there ({status}).", { file, status: answer.status }),
      );
    return await openCourseFile(await answer.blob());
  } catch {
    return refuse(t("The course “{file}” could not be fetched. Is this machine online?", { file }));
  }
}

/** What an instructor can put into a course: the lab's lessons and those of this device. */
export function lessonsToChoose(): readonly { readonly id: string; readonly title: string }[] {
  return [...cards, ...ownLessons()].map(({ id, title }) => ({ id, title }));
}
