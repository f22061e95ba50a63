/**
 * What an LMS is told of a course: how many questions are right, how much was seen, where. Pure.
 */
import type { LessonDoc } from "../lesson/document";
import { lessonResult } from "../results/sheet-of";
import { storedAnswers } from "../store/answers";
import type { Report } from "./session";
import { type Kept, suspendTexts } from "./suspend";

/** Null instead of lessons: they are not known yet, and neither score nor completion is. */
export function reportOf(
  docs: readonly LessonDoc[] | null,
  { progress, answers }: Kept,
  seconds: number,
): Report {
  const kept = { progress, answers: storedAnswers(answers) };
  const all = (docs ?? []).map((doc) => lessonResult(doc, answers, progress.lessons[doc.id]));
  const questions = all.flatMap((lesson) => lesson.questions);
  const steps = all.reduce((sum, lesson) => sum + lesson.steps, 0);
  const seen = all.reduce((sum, lesson) => sum + (lesson.done ? lesson.steps : lesson.seen), 0);
  const right = questions.filter((question) => question.right).length;
  return {
    score: questions.length === 0 ? null : { right, of: questions.length },
    seen: steps === 0 ? 0 : seen / steps,
    complete: all.length > 0 && all.every((lesson) => lesson.done),
    location: progress.last,
    suspend: suspendTexts(kept),
    seconds,
  };
}
