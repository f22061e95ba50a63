/**
 * The questions of a lesson in reading order, numbered as handouts and result sheets name them, and
 * the answer of each in a few words. Pure.
 */
import type { Inline, LessonDoc } from "../document";
import { writeKey } from "./numbers";
import { isQuestion, type QuestionBlock } from "./question-block";
import { allBlocks } from "./walk";

export interface Numbered {
  readonly number: number;
  readonly block: QuestionBlock;
}

/** Questions in reading order, from 1. */
export function numberedQuestions(doc: LessonDoc): ReadonlyMap<string, Numbered> {
  const numbered = new Map<string, Numbered>();
  for (const step of doc.steps) {
    for (const block of allBlocks(step.blocks))
      if (isQuestion(block)) numbered.set(block.id, { number: numbered.size + 1, block });
  }
  return numbered;
}

/** The answer in a few words, where the question itself has one; null where the reveal says it. */
export function answerOf(block: QuestionBlock): readonly Inline[] | null {
  const text = (value: string): readonly Inline[] => [{ kind: "text", text: value }];
  const letters = (choices: readonly { readonly correct: boolean }[]): readonly Inline[] =>
    text(choices.flatMap(({ correct }, at) => (correct ? [letter(at)] : [])).join(", "));
  switch (block.kind) {
    case "quiz":
      return letters(block.choices);
    case "numeric":
      return text(
        `${written(block.value, block.tolerance)}${block.unit === "" ? "" : ` ${block.unit}`}`,
      );
    case "cell":
      return text(`${block.figure}, ${block.tensor} [${block.index.join(", ")}]`);
    case "order":
      return null;
    case "predict":
      if (block.answer.type === "value")
        return text(written(block.answer.value, block.answer.tolerance));
      return block.answer.type === "choice" ? letters(block.answer.choices) : null;
    case "practice":
      return null;
    default:
      block satisfies never;
      return null;
  }
}

export function letter(at: number): string {
  return String.fromCharCode(97 + at);
}

/**
 * The order in which the things to be sorted are printed: the right one turned round its middle, so
 * that it is never the answer.
 */
export function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  const half = Math.ceil(items.length / 2);
  return [...items.slice(half), ...items.slice(0, half)];
}

function written(value: number, tolerance: number): string {
  return writeKey(Number(value.toPrecision(6)), tolerance);
}
