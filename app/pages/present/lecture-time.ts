/**
 * How long a lecture and each of its steps have taken, so that it comes back after a reload. Times
 * are milliseconds since 1970: a reload is a part of the lecture. Pure, but for `wallTime`.
 */
import * as v from "valibot";
import type { LessonDoc } from "../../lesson/document";

export const LECTURE_NOTE = "lecture";

const moment = v.pipe(v.number(), v.finite(), v.minValue(0));

export const lectureTimeSchema = v.object({
  lesson: v.string(),
  began: moment,
  /** The step on the screen, by its id, and since when. */
  step: v.string(),
  since: moment,
  /** Of steps that were on the screen before, by their ids. */
  spent: v.record(v.string(), moment),
});

export type LectureTime = v.InferOutput<typeof lectureTimeSchema>;

/** A lecture that was left for so long is over. */
const OVER = 4 * 3_600_000;

/** The time of the clock on the wall. */
export function wallTime(): number {
  return new Date().getTime();
}

export function beginLecture(lesson: string, step: string, at: number): LectureTime {
  return { lesson, began: at, step, since: at, spent: {} };
}

/** The stored lecture where it is this one and goes on; else a new one. */
export function resumed(
  kept: LectureTime | null,
  lesson: string,
  step: string,
  at: number,
): LectureTime {
  const goesOn = kept !== null && kept.lesson === lesson && kept.began <= at && kept.since <= at;
  return goesOn && at - kept.since < OVER ? kept : beginLecture(lesson, step, at);
}

/** Another step is on the screen. */
export function turnedTo(time: LectureTime, step: string, at: number): LectureTime {
  if (step === time.step) return time;
  return {
    ...time,
    step,
    since: at,
    spent: { ...time.spent, [time.step]: usedBy(time, time.step, at) },
  };
}

/** Milliseconds that a step has been on the screen, in all. */
export function usedBy(time: LectureTime, step: string, at: number): number {
  const before = Object.hasOwn(time.spent, step) ? (time.spent[step] ?? 0) : 0;
  return before + (step === time.step ? Math.max(0, at - time.since) : 0);
}

/** Minutes that the steps up to this one, with it, were meant to take. */
export function plannedUntil(doc: LessonDoc, step: number): number {
  return doc.steps.slice(0, step + 1).reduce((sum, one) => sum + (one.minutes ?? 0), 0);
}

/** "12:05"; with hours "1:02:05". */
export function clockText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const two = (value: number): string => String(value % 60).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds)}`
    : `${Math.floor(minutes / 60)}:${two(minutes)}:${two(seconds)}`;
}

/** Steps whose number or title begins with, or whose title holds, what was typed. */
export function stepsLike(doc: LessonDoc, typed: string): readonly number[] {
  const wanted = typed.trim().toLocaleLowerCase();
  return doc.steps.flatMap(({ title }, at) =>
    wanted === "" || String(at + 1) === wanted || title.toLocaleLowerCase().includes(wanted)
      ? [at]
      : [],
  );
}
