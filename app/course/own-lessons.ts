/**
 * Lessons that somebody wrote and this reader opened, from a link or a file: kept on the device by
 * an id that follows from the text, so that their steps have addresses, progress and answers as the
 * course's own lessons have. A lesson that storage has no room for lives until the page is closed.
 */
import type { LessonDoc } from "../lesson/document";
import { digest } from "../shell/digest";
import { loadOnce } from "../shell/retry";
import { deviceStorage } from "../store/lab-storage";
import { ownLessonSchema, type StoredLesson } from "../store/own-lesson";
import { NO_PICTURES, pictureAddresses, type Pictures, picturesIn } from "./lesson-pictures";
import { deletePictures, writePictures, storedPictures } from "./stored-pictures";

const PREFIX = "own-";
export interface OwnLesson {
  readonly id: string;
  readonly title: string;
}

interface Kept extends StoredLesson {
  readonly pictures: Pictures;
  /** Kept on the device and listed; a lesson of the site's own course is neither. */
  readonly listed: boolean;
}

const here = new Map<string, Kept>();
const compiled = new Map<string, Promise<LessonDoc | null>>();

export function isOwn(id: string): boolean {
  return id.startsWith(PREFIX);
}

/**
 * Keeps a lesson, on the device or (`"page"`) until the page is closed. Returns its id: the same
 * lesson has the same id.
 */
export function storeLesson(
  text: string,
  pictures: Pictures = NO_PICTURES,
  where: "device" | "page" = "device",
): string {
  const bytes = new TextDecoder("latin1");
  const shown = [...pictures].map(([path, content]) => path + bytes.decode(content));
  const id = `${PREFIX}${digest([text, ...shown].join("\n"))}`;
  const [, title = "Untitled lesson"] = /^title:\s*["']?(.+?)["']?\s*$/m.exec(text) ?? [];
  const lesson = { title: title.slice(0, 200), text };
  const listed = where === "device" || here.get(id)?.listed === true;
  here.set(id, { ...lesson, pictures, listed });
  if (where === "page") return id;
  deviceStorage().write(id, lesson);
  if (pictures.size > 0) void writePictures(id, pictures);
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

export async function picturesOf(id: string): Promise<Pictures> {
  const text = textOf(id);
  if (text === null || picturesIn(text).length === 0) return NO_PICTURES;
  return here.get(id)?.pictures ?? (await storedPictures(id));
}

export function deleteLesson(id: string): void {
  here.delete(id);
  compiled.delete(id);
  deviceStorage().remove(id);
  void deletePictures(id);
}

function read(id: string): StoredLesson | null {
  return here.get(id) ?? deviceStorage().read(id, ownLessonSchema);
}

async function compileOwn(id: string): Promise<LessonDoc | null> {
  const lesson = read(id);
  if (lesson === null) return null;
  const { compileForeign } = await import("../lesson/compile/shipped");
  const assets = pictureAddresses(await picturesOf(id));
  const { doc } = compileForeign(lesson.text, "lesson.mdoc", assets);
  return { ...doc, id };
}
