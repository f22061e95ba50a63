/** The lessons that exist: a light index at once, each document when it is opened. */
import { lessons } from "virtual:lessons";
import type { LessonDoc } from "../document";
import { COURSE } from "./course";

export interface LessonCard {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly level: LessonDoc["level"];
}

export const cards: readonly LessonCard[] = lessons;

const loading = new Map<string, Promise<LessonDoc | null>>();

/** The lesson that follows in the order of the course, if it exists. */
export function nextLesson(id: string): LessonCard | undefined {
  const order = COURSE.flatMap((part) => part.lessons.map((lesson) => lesson.id));
  const at = order.indexOf(id);
  if (at < 0) return undefined;
  return order
    .slice(at + 1)
    .map((other) => cards.find((card) => card.id === other))
    .find((card) => card !== undefined);
}

/** The document of a lesson, null when there is none of that name; the same promise for the same id. */
export function loadLesson(id: string): Promise<LessonDoc | null> {
  const known = loading.get(id);
  if (known !== undefined) return known;
  const entry = lessons.find((lesson) => lesson.id === id);
  const begun: Promise<LessonDoc | null> = entry?.languages[entry.lang]?.load() ?? Promise.resolve(null);
  begun.catch(() => loading.delete(id));
  loading.set(id, begun);
  return begun;
}
