/**
 * Lessons that somebody wrote and this reader opened, from a link or a file: kept on the device by
 * an id that follows from the text, so that their steps have addresses, progress and answers as the
 * course's own lessons have. A lesson that storage has no room for lives until the page is closed.
 */
import type { LessonDoc } from "../lesson/document";
import { digest } from "../shell/digest";
import { loadOnce } from "../later/retry";
import { deviceStorage } from "../store/lab-storage";
import { ownLessonSchema, type StoredLesson } from "../store/own-lesson";
import { isOwn, OWN_PREFIX } from "./own-id";
import { arraysOf, NO_FILES, pictureAddresses, type OwnFiles, filesIn } from "./own-files";
import { titleIn } from "./lesson-text";
import { deleteFiles, writeFiles, storedFiles } from "./stored-files";

export interface OwnLesson {
  readonly id: string;
  readonly title: string;
}

interface Kept extends StoredLesson {
  readonly files: OwnFiles;
  /** Kept on the device and listed; a lesson of the site's own course is neither. */
  readonly listed: boolean;
}

const here = new Map<string, Kept>();
const compiled = new Map<string, Promise<LessonDoc | null>>();

/**
 * Keeps a lesson, on the device or (`"page"`) until the page is closed. Returns its id: the same
 * lesson has the same id.
 */
export function storeLesson(
  text: string,
  files: OwnFiles = NO_FILES,
  where: "device" | "page" = "device",
): string {
  const bytes = new TextDecoder("latin1");
  const shown = [...files].map(([path, content]) => path + bytes.decode(content));
  const id = `${OWN_PREFIX}${digest([text, ...shown].join("\n"))}`;
  const lesson = { title: titleIn(text).slice(0, 200), text };
  const listed = where === "device" || here.get(id)?.listed === true;
  here.set(id, { ...lesson, files, listed });
  if (where === "page") return id;
  deviceStorage().write(id, lesson);
  if (files.size > 0) void writeFiles(id, files);
  return id;
}

/** The document, null when it is not on this device; the same promise for the same lesson. */
export function loadOwn(id: string): Promise<LessonDoc | null> {
  return loadOnce(compiled, id, () => compileOwn(id));
}

/** The lessons of this device. */
export function ownLessons(): readonly OwnLesson[] {
  const stored = deviceStorage()
    .list()
    .map(({ name }) => name);
  const kept = [...here].flatMap(([id, { listed }]) => (listed ? [id] : []));
  return [...new Set([...stored.filter(isOwn), ...kept])].flatMap((id) => {
    const title = titleOf(id);
    return title === null ? [] : [{ id, title }];
  });
}

export function titleOf(id: string): string | null {
  return read(id)?.title ?? null;
}

/** The lesson's text, to change it in the studio; null when it is not on this device. */
export function textOf(id: string): string | null {
  return read(id)?.text ?? null;
}

export async function filesOf(id: string): Promise<OwnFiles> {
  const text = textOf(id);
  if (text === null || filesIn(text).length === 0) return NO_FILES;
  return here.get(id)?.files ?? (await storedFiles(id));
}

export function deleteLesson(id: string): void {
  here.delete(id);
  compiled.delete(id);
  deviceStorage().remove(id);
  void deleteFiles(id);
}

function read(id: string): StoredLesson | null {
  return here.get(id) ?? deviceStorage().read(id, ownLessonSchema);
}

async function compileOwn(id: string): Promise<LessonDoc | null> {
  const lesson = read(id);
  if (lesson === null) return null;
  const { compileForeign } = await import("../lesson/compile/shipped");
  const files = await filesOf(id);
  const { doc } = compileForeign(lesson.text, "lesson.mdoc", {
    assets: pictureAddresses(files),
    arrays: arraysOf(files),
  });
  return { ...doc, id };
}
