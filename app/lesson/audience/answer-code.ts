/**
 * Four letters in which a student gives an answer to a lecturer, without a network between them:
 * which of the possible answers, a check of the question, and a number of the student's own, so
 * that two equal answers have different codes and a changed one replaces the first.
 *
 *   number = (answer · 32 + check) · 625 + person     8 · 32 · 625 = 20⁴
 *
 * times a factor that spreads neighbours, in letters without vowels: no code is a word, and none
 * has an O or an I. A mistyped letter is noticed 31 times of 32.
 */
import { random } from "../../../engine/core/random";

const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
export const LENGTH = 4;
/** Answers that a code can tell apart. */
export const ANSWERS = 8;
const CHECKS = 32;
export const PEOPLE = 625;
const ALL = LETTERS.length ** LENGTH;
const SPREAD = 90_017;
const GATHER = inverse(SPREAD);

export interface CodedAnswer {
  /** Which of the possible answers, from 0. */
  readonly answer: number;
  /** 0 … 624. */
  readonly person: number;
}

/** `question`: names it among all lessons, "convolution/first". */
export function writeCode(question: string, { answer, person }: CodedAnswer): string {
  const plain = (answer * CHECKS + checkOf(question)) * PEOPLE + person;
  const mixed = (plain * SPREAD) % ALL;
  return Array.from(
    { length: LENGTH },
    (_, at) => LETTERS[Math.floor(mixed / LETTERS.length ** at) % LETTERS.length],
  ).join("");
}

/** Null where it is no code, or one of another question. */
export function readCode(question: string, text: string): CodedAnswer | null {
  const places = [...tidied(text)].map((letter) => LETTERS.indexOf(letter));
  if (places.length !== LENGTH || places.includes(-1)) return null;
  const mixed = places.reduceRight((sum, place) => sum * LETTERS.length + place, 0);
  const plain = (mixed * GATHER) % ALL;
  const answer = Math.floor(plain / PEOPLE / CHECKS);
  const check = Math.floor(plain / PEOPLE) % CHECKS;
  return check === checkOf(question) ? { answer, person: plain % PEOPLE } : null;
}

/** As codes are written: capital letters only. */
export function tidied(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z]/g, "");
}

function checkOf(question: string): number {
  return random(0).split(question).below(CHECKS);
}

/**
 * x with factor · x = 1 modulo the number of codes; the factor has no divisor in common with it.
 */
function inverse(factor: number): number {
  let [a, b] = [factor, ALL];
  let [x, y] = [1, 0];
  while (b !== 0) {
    const quotient = Math.floor(a / b);
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  return ((x % ALL) + ALL) % ALL;
}
