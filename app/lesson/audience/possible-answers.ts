/**
 * What can be answered to a question, in the order in which a class's answers are counted, and
 * which of it somebody has answered. At most as many as a code can tell apart.
 */
import { t } from "../../language/words";
import type { Answer } from "../../store/answers";
import type { AnswerChoice, Inline } from "../document";
import type { QuestionBlock } from "../runtime/question-block";
import { isClose, readNumber, writeKey } from "../runtime/numbers";
import { ANSWERS } from "./answer-code";

interface PossibleAnswer {
  readonly label: readonly Inline[];
  readonly right: boolean;
}

interface NumberAnswer {
  readonly value: number;
  readonly tolerance: number;
  readonly mistakes: readonly number[];
}

/** None where answers cannot be counted: free text, generated practice. */
export function possibleAnswers(block: QuestionBlock): readonly PossibleAnswer[] {
  const choices = choicesOf(block);
  if (choices !== null)
    return choices.length <= ANSWERS
      ? choices.map(({ content, correct }) => ({ label: content, right: correct }))
      : [];
  const number = numberOf(block);
  if (number !== null)
    return [
      ...valuesOf(number).map((value) => ({
        label: words(writeKey(value, number.tolerance)),
        right: value === number.value,
      })),
      { label: words(t("another number")), right: false },
    ];
  return block.kind === "quiz" || block.kind === "cell" || block.kind === "order"
    ? [
        { label: words(t("the right answer")), right: true },
        { label: words(t("another answer")), right: false },
      ]
    : [];
}

/** Its place among the possible answers; null where nothing countable is answered. */
export function answered(block: QuestionBlock, { given, right, checked }: Answer): number | null {
  const possible = possibleAnswers(block);
  if (!checked || possible.length === 0) return null;
  if (choicesOf(block) !== null) return typeof given === "string" ? null : (given[0] ?? null);
  const number = numberOf(block);
  if (number === null) return right ? 0 : 1;
  const values = valuesOf(number);
  const near = (read: number): number =>
    values.findIndex((value) => isClose(read, value, number.tolerance));
  const reading = typeof given === "string" ? readNumber(given, (one) => near(one) >= 0) : null;
  if (right) return values.indexOf(number.value);
  const found = reading?.ok === true ? near(reading.value) : -1;
  return found < 0 ? values.length : found;
}

/** Choices of which one is taken. */
function choicesOf(block: QuestionBlock): readonly AnswerChoice[] | null {
  if (block.kind === "quiz" && !block.several) return block.choices;
  return block.kind === "predict" && block.answer.type === "choice" ? block.answer.choices : null;
}

function numberOf(block: QuestionBlock): NumberAnswer | null {
  if (block.kind === "numeric")
    return { ...block, mistakes: block.mistakes.map(({ value }) => value) };
  return block.kind === "predict" && block.answer.type === "value"
    ? { ...block.answer, mistakes: [] }
    : null;
}

/** The right one among the mistakes, by size: its place tells nothing. */
function valuesOf({ value, mistakes }: NumberAnswer): readonly number[] {
  return [value, ...mistakes.slice(0, ANSWERS - 2)].toSorted((a, b) => a - b);
}

function words(text: string): readonly Inline[] {
  return [{ kind: "text", text }];
}
