/**
 * The answers of a class to the questions of a lecture. One person has one answer: the last. Pure.
 */
import * as v from "valibot";
import { ANSWERS, PEOPLE, readCode } from "../../lesson/audience/answer-code";

const below = (end: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(end - 1));

const vote = v.object({
  question: v.pipe(v.string(), v.maxLength(200)),
  person: below(PEOPLE),
  answer: below(ANSWERS),
});
/** As another window sends them. */
export const votesSchema = v.pipe(v.array(vote), v.maxLength(100 * PEOPLE));
export type Votes = readonly Readonly<v.InferOutput<typeof vote>>[];

export type Counted = "new" | "again" | "changed" | "unknown";

export interface CollectedAnswers {
  /** How many gave each answer, by its place. */
  readonly counts: (question: string) => ReadonlyMap<number, number>;
  readonly add: (question: string, code: string) => Counted;
  readonly clear: (question: string) => void;
}

export function countsIn(votes: Votes, question: string): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { answer } of votes.filter((one) => one.question === question))
    counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return counts;
}

/** What a code would be counted as. */
export function countedAs(votes: Votes, question: string, code: string): Counted {
  const read = readCode(question, code);
  if (read === null) return "unknown";
  const before = votes.find((one) => one.question === question && one.person === read.person);
  if (before === undefined) return "new";
  return before.answer === read.answer ? "again" : "changed";
}

export function withCode(votes: Votes, question: string, code: string): Votes {
  const read = readCode(question, code);
  if (read === null) return votes;
  const others = votes.filter((one) => one.question !== question || one.person !== read.person);
  return [...others, { question, ...read }];
}

export function without(votes: Votes, question: string): Votes {
  return votes.filter((one) => one.question !== question);
}
