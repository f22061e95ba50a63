/**
 * The answers of a class to the questions of a lecture, from their codes. One person has one
 * answer: the last one. They stay while the lecture is open, and are stored nowhere.
 */
import { useEffect, useState } from "react";
import { type CodedAnswer, readCode } from "../../lesson/audience/answer-code";
import { type AnswerSource, hostAnswers } from "./answer-source";

/** Of each question: the answer of each person. */
type Answers = ReadonlyMap<string, ReadonlyMap<number, number>>;

export type Counted = "new" | "again" | "changed" | "unknown";

export interface CollectedAnswers {
  /** How many gave each answer, by its place. */
  readonly counts: (question: string) => ReadonlyMap<number, number>;
  readonly add: (question: string, code: string) => Counted;
  readonly clear: (question: string) => void;
}

const NONE: ReadonlyMap<number, number> = new Map();

function withAnswer(all: Answers, question: string, { person, answer }: CodedAnswer): Answers {
  return new Map(all).set(question, new Map(all.get(question) ?? NONE).set(person, answer));
}

export function useClassAnswers(source: AnswerSource = hostAnswers): CollectedAnswers {
  const [all, setAll] = useState<Answers>(new Map());
  useEffect(
    () =>
      source.listen((question, code) => {
        const read = readCode(question, code);
        if (read !== null) setAll((known) => withAnswer(known, question, read));
      }),
    [source],
  );
  return {
    counts(question) {
      const counts = new Map<number, number>();
      for (const answer of (all.get(question) ?? NONE).values())
        counts.set(answer, (counts.get(answer) ?? 0) + 1);
      return counts;
    },
    add(question, code) {
      const read = readCode(question, code);
      if (read === null) return "unknown";
      const before = all.get(question)?.get(read.person);
      setAll((known) => withAnswer(known, question, read));
      if (before === undefined) return "new";
      return before === read.answer ? "again" : "changed";
    },
    clear: (question) =>
      setAll((known) => new Map([...known].filter(([name]) => name !== question))),
  };
}
