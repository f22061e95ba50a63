/**
 * The lessons that exist: a light index at once, each document when it is opened, in the reader's
 * language if there is one.
 */
import { type LessonEntry, lessons } from "virtual:lessons";
import { bestOf } from "../../language/languages";
import { loadOnce } from "../../later/retry";
import { beginWidgets } from "../../widgets/lazy";
import type { LessonDoc } from "../document";
import { COURSE } from "./course";

export const cards: readonly LessonEntry[] = lessons;

const loading = new Map<string, Promise<LessonDoc | null>>();
const NONE: Promise<null> = Promise.resolve(null);

export function cardOf(id: string): LessonEntry | undefined {
  return cards.find((card) => card.id === id);
}

/** The lesson that follows in the order of the course, if it exists. */
export function nextLesson(id: string): LessonEntry | undefined {
  const order = COURSE.flatMap((part) => part.lessons.map((lesson) => lesson.id));
  const at = order.indexOf(id);
  if (at < 0) return undefined;
  return order
    .slice(at + 1)
    .map(cardOf)
    .find((card) => card !== undefined);
}

/**
 * The language in which a lesson is shown: the first wanted one that it has, else the original's.
 */
export function lessonLanguage(id: string, wanted: readonly string[]): string | null {
  const card = cardOf(id);
  return card === undefined ? null : (bestOf(wanted, Object.keys(card.languages)) ?? card.lang);
}

/**
 * The document of a lesson, null when there is none of that name; the same promise for the same
 * lesson and language.
 */
export function loadLesson(id: string, wanted: readonly string[]): Promise<LessonDoc | null> {
  const card = cardOf(id);
  const language = lessonLanguage(id, wanted);
  if (card === undefined || language === null) return NONE;
  const key = `${id} ${language}`;
  return loadOnce(loading, key, () => card.languages[language]?.() ?? NONE);
}

/**
 * Begins to load a lesson and its figures before the page that shows them is there; a lesson that
 * is opened at its start begins with its first figure.
 */
export function beginLesson(id: string, wanted: readonly string[], atStart: boolean): void {
  const card = cardOf(id);
  if (card === undefined) return;
  loadLesson(id, wanted).catch(() => undefined); // who asks for it is told
  beginWidgets(card.widgets, atStart);
}
