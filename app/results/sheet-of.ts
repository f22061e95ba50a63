/** What a reader answered in one lesson, in words that can be read without the lesson. Pure. */
import { t } from "../language/words";
import type { Block, AnswerChoice, Inline, LessonDoc } from "../lesson/document";
import { plainText } from "../lesson/runtime/Inlines";
import { isClose, readNumber } from "../lesson/runtime/numbers";
import { numberedQuestions } from "../lesson/runtime/numbered-questions";
import type { QuestionBlock } from "../lesson/runtime/question-block";
import { type Answer, answerKey, noAnswer } from "../store/answers";
import type { Progress } from "../store/progress";
import { clipped, type LessonResult, type QuestionResult } from "./sheet";

type Given = Answer["given"];

export function lessonResult(
  doc: LessonDoc,
  answers: Readonly<Record<string, Answer>>,
  progress: Progress["lessons"][string] | undefined,
): LessonResult {
  const questions = [...numberedQuestions(doc).values()].map(({ number, block }) =>
    questionResult(number, block, answers[answerKey("lesson", doc.id, block.id)] ?? noAnswer),
  );
  return {
    id: doc.id,
    title: clipped(doc.title, 200),
    steps: doc.steps.length,
    seen: Math.min(doc.steps.length, progress?.visited.length ?? 0),
    done: progress?.done ?? false,
    questions,
  };
}

function questionResult(number: number, block: QuestionBlock, answer: Answer): QuestionResult {
  const answered = (answer.tries ?? 0) > 0 || answer.checked;
  return {
    id: block.id,
    number,
    kind: block.kind,
    ask: clipped(
      "ask" in block
        ? firstWords(block.ask)
        : t("Practice: {title}", { title: block.generator.replaceAll("-", " ") }),
    ),
    given: answered ? givenWords(block, answer.given) : "",
    answered,
    right: answer.checked && answer.right,
    tries: answer.tries ?? (answer.checked ? 1 : 0),
    hints: answer.hints,
    solution: answer.solution,
    wrong: (answer.wrong ?? []).map((given) => ({
      given: givenWords(block, given),
      means: meaningOf(block, given),
    })),
    ...(answer.first === undefined ? {} : { first: answer.first }),
    ...(answer.last === undefined ? {} : { last: answer.last }),
    ...(block.kind === "practice" ? { seed: block.seed } : {}),
  };
}

function firstWords(blocks: readonly Block[]): string {
  return blocks
    .flatMap((block) => (block.kind === "paragraph" ? [plainText(block.content)] : []))
    .join(" ");
}

function choicesOf(block: QuestionBlock): readonly AnswerChoice[] {
  if (block.kind === "quiz") return block.choices;
  return block.kind === "predict" && block.answer.type === "choice" ? block.answer.choices : [];
}

function givenWords(block: QuestionBlock, given: Given): string {
  if (typeof given === "string") return clipped(given.replaceAll("|", "; "));
  const named: readonly (readonly Inline[])[] =
    block.kind === "order" ? block.items : choicesOf(block).map(({ content }) => content);
  return clipped(given.map((at) => plainText(named[at] ?? [])).join("; "));
}

/** What the author wrote about this wrong answer. */
function meaningOf(block: QuestionBlock, given: Given): string {
  if (typeof given !== "string")
    return clipped(
      given
        .map((at) => choicesOf(block)[at])
        .flatMap((choice) =>
          choice === undefined || choice.correct ? [] : [plainText(choice.feedback)],
        )
        .join(" "),
    );
  if (block.kind !== "numeric") return "";
  const reading = readNumber(given);
  const mistake = block.mistakes.find(
    ({ value }) => reading.ok && reading.all.some((read) => isClose(read, value, block.tolerance)),
  );
  return mistake === undefined ? "" : clipped(plainText(mistake.feedback));
}
