/**
 * What a reader answered, by question (`<lesson>/<question>`): remembered, retried at will, never
 * counted against them.
 */
import * as v from "valibot";
import type { StateCreator } from "zustand";
import type { LabState } from "./store";

const MOST_WRONG = 8;
const given = v.union([v.string(), v.array(v.pipe(v.number(), v.integer()))]);
const moment = v.pipe(v.string(), v.isoTimestamp());

const answerSchema = v.object({
  /** What stands in the fields now: text, positions of choices, an order. */
  given,
  /** Checked or committed since it was last changed. */
  checked: v.boolean(),
  right: v.boolean(),
  hints: v.pipe(v.number(), v.integer(), v.minValue(0)),
  solution: v.boolean(),
  /** For generated practice: how many in a row were right, and which exercise is on the page. */
  streak: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  round: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** For the result sheet: how often it was checked, when, and the last answers that were wrong. */
  tries: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  first: v.optional(moment),
  last: v.optional(moment),
  wrong: v.optional(v.array(given)),
});
export type Answer = v.InferOutput<typeof answerSchema>;
export const answersSchema = v.record(v.string(), answerSchema);

export const noAnswer: Answer = {
  given: "",
  checked: false,
  right: false,
  hints: 0,
  solution: false,
};

function withTry(answer: Answer, at: string): Answer {
  const wrong = [...(answer.wrong ?? []), ...(answer.right ? [] : [answer.given])];
  return {
    ...answer,
    tries: (answer.tries ?? 0) + 1,
    first: answer.first ?? at,
    last: at,
    ...(wrong.length === 0 ? {} : { wrong: wrong.slice(-MOST_WRONG) }),
  };
}

/** A lecture has answers of its own, which are told anew in the next one; see `storedAnswers`. */
const LECTURE = "present:";

export function answerKey(mode: string, lesson: string, question: string): string {
  return `${mode === "present" ? LECTURE : ""}${lesson}/${question}`;
}

/** Those that are stored: a reader's, not a lecture's. */
export function storedAnswers(
  answers: Readonly<Record<string, Answer>>,
): Readonly<Record<string, Answer>> {
  return Object.fromEntries(Object.entries(answers).filter(([key]) => !key.startsWith(LECTURE)));
}

export interface AnswersSlice {
  readonly answers: Readonly<Record<string, Answer>>;
  answer(key: string, change: Partial<Answer>): void;
  /** Forgets all whose key begins so. */
  forgetAnswers(prefix: string): void;
}

export const answersSlice: StateCreator<LabState, [], [], AnswersSlice> = (set) => ({
  answers: {},
  answer: (key, change) =>
    set(({ answers }) => {
      const before = answers[key] ?? noAnswer;
      const now = { ...before, ...change };
      const tried = now.checked && !before.checked ? withTry(now, new Date().toISOString()) : now;
      return { answers: { ...answers, [key]: tried } };
    }),
  forgetAnswers: (prefix) =>
    set(({ answers }) => ({
      answers: Object.fromEntries(
        Object.entries(answers).filter(([key]) => !key.startsWith(prefix)),
      ),
    })),
});
