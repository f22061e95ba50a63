/**
 * What a lecturer tells, one press at a time: the outcome of a prediction, the solution of a
 * question.
 */
import { answerKey } from "../../store/answers";
import { lab } from "../../store/store";
import type { Block, LessonDoc } from "../../lesson/document";
import { allBlocks } from "../../lesson/runtime/walk";

/** Tells the first thing of the step that is not told yet. False when there is none. */
export function reveal(doc: LessonDoc, step: number): boolean {
  for (const block of allBlocks(doc.steps[step]?.blocks ?? [])) {
    const told = toldBy(block);
    if (told === null) continue;
    const { answers, answer } = lab.getState();
    const key = answerKey("present", doc.id, told.id);
    if (answers[key]?.[told.by] === true) continue;
    // A question that the audience has answered rightly needs no solution.
    if (told.by === "solution" && answers[key]?.checked === true && answers[key].right) continue;
    answer(key, { [told.by]: true });
    return true;
  }
  return false;
}

/** Takes back what was told last of the step. False when nothing is told. */
export function takeBack(doc: LessonDoc, step: number): boolean {
  const { answers, answer } = lab.getState();
  for (const block of [...allBlocks(doc.steps[step]?.blocks ?? [])].toReversed()) {
    const told = toldBy(block);
    const key = told === null ? "" : answerKey("present", doc.id, told.id);
    if (told === null || answers[key]?.[told.by] !== true) continue;
    answer(key, { [told.by]: false });
    return true;
  }
  return false;
}

/** Each lecture begins with nothing told. */
export function forgetReveals(doc: LessonDoc): void {
  lab.getState().forgetAnswers(answerKey("present", doc.id, ""));
}

function toldBy(block: Block): { readonly id: string; readonly by: "checked" | "solution" } | null {
  if (block.kind === "predict") return { id: block.id, by: "checked" };
  if ((block.kind === "quiz" || block.kind === "numeric") && block.solution.length > 0)
    return { id: block.id, by: "solution" };
  return null;
}
