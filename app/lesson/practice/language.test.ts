import { afterEach, expect, test } from "vitest";
import { wholeCatalogueOf } from "../../language/languages";
import { ENGLISH, speak } from "../../language/words";
import { defaults } from "../language/properties";
import { generators } from ".";
import type { Exercise } from "./practice";

afterEach(() => speak("en", ENGLISH));

/** Words of English sentences that Spanish does not have; not in code. */
const ENGLISH_WORDS = /\b(the|that|with|of|is|are|and|row|which|right|to|it)\b/i;

function sentences({ ask, fields, hints, solution, check }: Exercise): string[] {
  const parts = [...ask, ...solution].flatMap((part) =>
    part.kind === "text" || part.kind === "arithmetic" ? [part.text] : [],
  );
  const wrong = Array.from({ length: 40 }, (_, at) =>
    check(fields.map(({ kind }) => (kind === "code" ? "nn.ReLU()" : at - 20))),
  );
  const right = check(fields.map(({ value }) => value));
  return [
    ...parts,
    ...hints,
    ...fields.map(({ label }) => label),
    right.message,
    ...wrong.map(({ message }) => message),
  ];
}

test.each(Object.values(generators).map((generator) => [generator.name, generator] as const))(
  "%s asks, helps and answers in the language of the page, with its numbers",
  async (_name, generator) => {
    speak("es", await wholeCatalogueOf("es"));
    const options = defaults(generator.options);
    const said = Array.from({ length: 12 }, (_, index) =>
      generator.make(3, index, options),
    ).flatMap(sentences);
    expect(said.filter((one) => ENGLISH_WORDS.test(one))).toEqual([]);
    expect(said.filter((one) => /\d\.\d/.test(one))).toEqual([]);
    expect(said.filter((one) => /[{}]/.test(one))).toEqual([]);
  },
);
