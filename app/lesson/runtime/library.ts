/**
 * The lessons that exist: a light index at once, each document when it is opened, in the reader's
 * language if there is one.
 */
import { type LessonEntry, lessons } from "virtual:lessons";
import { loadOnce } from "../../shell/retry";
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
 * The language to show: the one asked for, else one that the reader's system prefers, else the
 * original.
 */
function languageFor(
  card: LessonEntry,
  wanted: string | null,
  preferred: readonly string[],
): string {
  const known = Object.keys(card.languages);
  const wishes = wanted === null ? preferred : [wanted, ...preferred];
  for (const wish of wishes) {
    const match =
      known.find((language) => language === wish) ??
      known.find((language) => language.split("-")[0] === wish.split("-")[0]);
    if (match !== undefined) return match;
  }
  return card.lang;
}

/**
 * The document of a lesson, null when there is none of that name; the same promise for the same
 * lesson and language.
 */
export function loadLesson(id: string, wanted: string | null): Promise<LessonDoc | null> {
  const card = cardOf(id);
  if (card === undefined) return NONE;
  const language = languageFor(card, wanted, globalThis.navigator?.languages ?? []);
  const key = `${id} ${language}`;
  return loadOnce(loading, key, () => card.languages[language]?.() ?? NONE);
}

/** Begins to load a lesson and its figures before the page that shows them is there. */
export function beginLesson(id: string, wanted: string | null): void {
  const card = cardOf(id);
  if (card === undefined) return;
  loadLesson(id, wanted).catch(() => undefined); // who asks for it is told
  beginWidgets(card.widgets);
}
