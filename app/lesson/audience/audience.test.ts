/** Codes of answers: any answer of any person comes back, and only for its own question. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noAnswer } from "../../store/answers";
import type { QuestionBlock } from "../runtime/question-block";
import { ANSWERS, PEOPLE, readCode, writeCode } from "./answer-code";
import { answered, possibleAnswers } from "./possible-answers";

const coded = fc.record({
  answer: fc.nat({ max: ANSWERS - 1 }),
  person: fc.nat({ max: PEOPLE - 1 }),
});
const question = fc.string({ minLength: 1, maxLength: 40 });

describe("a code", () => {
  test("is four letters and gives back answer and person, however it is typed", () => {
    fc.assert(
      fc.property(question, coded, (name, one) => {
        const code = writeCode(name, one);
        expect(code).toMatch(/^[B-DF-HJ-NP-TV-Z]{4}$/);
        expect(readCode(name, code)).toEqual(one);
        expect(readCode(name, ` ${code.toLowerCase().slice(0, 2)}-${code.slice(2)} `)).toEqual(one);
      }),
    );
  });

  test("differs for every answer and person", () => {
    const codes = new Set<string>();
    for (let answer = 0; answer < ANSWERS; answer++)
      for (let person = 0; person < PEOPLE; person++)
        codes.add(writeCode("convolution/first", { answer, person }));
    expect(codes.size).toBe(ANSWERS * PEOPLE);
  });

  test("of another question, or with a letter mistyped, is nearly always refused", () => {
    let [wrong, all] = [0, 0];
    for (let person = 0; person < PEOPLE; person += 5) {
      const code = writeCode("convolution/first", { answer: person % ANSWERS, person });
      if (readCode("convolution/second", code) !== null) wrong++;
      for (const letter of "BKZ") {
        if (code.startsWith(letter)) continue;
        all++;
        if (readCode("convolution/first", letter + code.slice(1)) !== null) wrong++;
      }
    }
    expect(wrong / all).toBeLessThan(0.08);
    for (const none of ["", "BCD", "BCDFG", "ABCD", "1234", "BÇDF"])
      expect(readCode("convolution/first", none), none).toBeNull();
  });
});

const text = (words: string) => [{ kind: "text", text: words }] as const;
const quiz: QuestionBlock = {
  kind: "quiz",
  id: "q",
  ask: [],
  several: false,
  choices: ["one", "two", "three"].map((words, at) => ({
    content: text(words),
    correct: at === 1,
    feedback: [],
  })),
  hints: [],
  solution: [],
};
const numeric: QuestionBlock = {
  kind: "numeric",
  id: "n",
  ask: [],
  value: 12,
  tolerance: 1e-9,
  unit: "",
  mistakes: [
    { value: 48, feedback: [] },
    { value: 3, feedback: [] },
  ],
  hints: [],
  solution: [],
};

test("what is answered is one of the possible answers, mistakes among them by size", () => {
  expect(answered(quiz, { ...noAnswer, given: [2], checked: true })).toBe(2);
  expect(answered(quiz, { ...noAnswer, given: [2] })).toBeNull();
  expect(possibleAnswers(numeric).map(({ right }) => right)).toEqual([false, true, false, false]);
  const number = (given: string, right = false) =>
    answered(numeric, { ...noAnswer, given, right, checked: true });
  expect([number("3"), number("12", true), number("48"), number("7")]).toEqual([0, 1, 2, 3]);
});

test("free text and generated practice have no answers to count", () => {
  const open: QuestionBlock = {
    kind: "predict",
    id: "p",
    answer: { type: "open" },
    ask: [],
    reveal: [],
  };
  expect(possibleAnswers(open)).toEqual([]);
  expect(answered(open, { ...noAnswer, given: "because", checked: true })).toBeNull();
});
