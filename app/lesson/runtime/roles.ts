/** Words that lessons use for the things that have a fixed hue. */
import type { Role } from "../../../engine/core/expression";

const WORDS: Readonly<Record<string, Role>> = {
  input: "input",
  image: "input",
  picture: "input",
  pixel: "input",
  x: "input",
  weight: "weight",
  weights: "weight",
  filter: "weight",
  kernel: "weight",
  w: "weight",
  bias: "bias",
  b: "bias",
  output: "output",
  y: "output",
  activation: "output",
  gradient: "gradient",
  derivative: "gradient",
  dx: "gradient",
  dw: "gradient",
  db: "gradient",
  dy: "gradient",
};

export function roleOf(term: string): Role | null {
  const word = term.toLowerCase();
  return Object.hasOwn(WORDS, word) ? (WORDS[word] ?? null) : null;
}
