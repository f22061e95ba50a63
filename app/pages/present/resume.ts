/** Where a lecture was, so that it goes on there after the browser or the machine was lost. */
import * as v from "valibot";
import type { LessonDoc } from "../../lesson/document";
import { answersSchema } from "../../store/answers";

export const PLACE_NOTE = "lecture-place";

export const lecturePlaceSchema = v.object({
  lesson: v.string(),
  /** The step by its id, and its address with the states of all figures. */
  step: v.string(),
  hash: v.pipe(v.string(), v.startsWith("#/present/")),
  /** What was told. */
  answers: answersSchema,
  at: v.pipe(v.number(), v.finite(), v.minValue(0)),
});

export type LecturePlace = v.InferOutput<typeof lecturePlaceSchema>;

/** A lecture that was left for so long is over. */
const OVER = 4 * 3_600_000;

/**
 * The place to offer: of this lesson and this day, and further on than what is opened now. Who
 * opens another step by its address has said where to begin.
 */
export function placeToOffer(
  kept: LecturePlace | null,
  doc: LessonDoc,
  opened: string | undefined,
  at: number,
): LecturePlace | null {
  if (kept === null || kept.lesson !== doc.id || kept.at > at || at - kept.at > OVER) return null;
  if (!doc.steps.some(({ id }) => id === kept.step)) return null;
  const told = Object.keys(kept.answers).length > 0;
  const first = doc.steps[0]?.id;
  if (opened === undefined || opened === first) return kept.step === first && !told ? null : kept;
  return opened === kept.step && told ? kept : null;
}
