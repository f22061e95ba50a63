/**
 * Every sentence of the lessons on scaling and batch normalisation that counts seeds, and the test
 * that measures it: a sentence without a test, or a test that is gone, is found here.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Of each lesson: what the sentence says, and the words of the tests that measure it. */
const CLAIMS: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
  "feature-scaling": [
    ["Above 5, on five of five", "scaling-effects", "with pixels from 0 to 255 no rate of the map"],
  ],
  "covariate-shift": [
    [
      "more than 1.5 times as wide, on five of five",
      "drift-effects",
      "the histograms of all hidden layers",
    ],
    [
      "the drift is exactly 0, on five of five",
      "drift-effects",
      "batch norm ends the drift and learns",
    ],
    ["On five of five seeds the drift of this layer", "drift-effects", "batch norm ends the drift"],
    [
      "The losses show it, on five of five",
      "drift-effects",
      "batch norm ends the drift and learns",
    ],
    ["it is more than 1.4. On five of five", "drift-effects", "there is more drift than ever"],
  ],
  "batch-norm": [
    [
      "On five of five seeds the loss is lower with it",
      "batchnorm-effects",
      "the loss is lower, on five",
    ],
  ],
  "batch-norm-test": [
    ["On five of five seeds, more than 25", "in-use-effects", "depend on who is in it"],
    [
      "9 or more change with one swap, on five of five",
      "in-use-effects",
      "at least nine of eleven drawings",
    ],
    ["About a third, on five of five", "in-use-effects", "a batch's own are not"],
    ["by 5 points or more, on five of five", "in-use-effects", "still remembers its first value"],
    [
      "More than 80 %, on five of five",
      "in-use-effects",
      "a single picture has statistics of its own",
    ],
  ],
  "batch-norm-benefits": [
    ["three of 24 on four of five seeds", "benefits-effects", "two or three of 24 networks learn"],
    [
      "or end in NaN, on five of five",
      "benefits-effects",
      "a rate of 1 learns with any first weights",
    ],
    [
      "times the last layer's, on five of five",
      "benefits-effects",
      "logistic layers keep their gradient",
    ],
    ["50 times or more, on five of five", "benefits-effects", "of ReLU layers it grows at first"],
    [
      "On five of five seeds it is a little lower",
      "benefits-effects",
      "at the best rate of each the gain",
    ],
    [
      "Lower by 0.01 to 0.15, on five of five",
      "benefits-effects",
      "at the best rate of each the gain",
    ],
    [
      "is higher with it on four of five",
      "benefits-effects",
      "at the best rates higher with it on four",
    ],
    [
      "Below 0.05, against 0.1 or more, on five of five",
      "benefits-effects",
      "it learns by heart faster",
    ],
    ["are right all the same, on five of five", "benefits-effects", "on 500 pictures on all"],
    ["1.5 points or more on four of five", "benefits-effects", "by 1.5 points or more on four"],
    [
      "4 to 8 times, on five of five",
      "benefits-effects",
      "falls with the batch, about as one over",
    ],
    [
      "Their training loss ends higher, on five of five",
      "benefits-effects",
      "batches of 4 fit less",
    ],
    ["that of 128 on **two of five**", "benefits-effects", "lower on two of five seeds"],
    ["worse than guessing, on five of five", "benefits-effects", "only with it; 10 never"],
  ],
};
const COUNTED = /\b(?:one|two|three|four|five|all|most|every|\d)\b(?: of (?:five|5)\b| seeds?\b)/gi;

test.each(Object.entries(CLAIMS))(
  "%s: every sentence that counts seeds has its test",
  (id, claims) => {
    const text = readFileSync(join("lessons", id, "lesson.mdoc"), "utf8");
    const spans = claims.map(([words]) => {
      const at = text.indexOf(words);
      expect(at, words).toBeGreaterThan(0);
      // To the end of the sentence: "on five of five seeds, two on the other; … on five of five."
      return [at, text.indexOf("\n", at)] as const;
    });
    const loose = [...text.matchAll(COUNTED)].filter(
      ({ index }) => !spans.some(([from, to]) => index >= from && index < to),
    );
    const around = loose.map(({ index }) => text.slice(Math.max(0, index - 40), index + 30));
    expect(
      around.filter(
        (words) => !/same seed|Try three seeds|one seed does not|One seed, 30 steps/.test(words),
      ),
    ).toEqual([]);
  },
);

test.each([
  ...new Set(
    Object.values(CLAIMS)
      .flat()
      .map(([, file]) => file),
  ),
])("%s measures on five seeds what the lessons name", (file) => {
  const text = readFileSync(join("app/widgets/training", `${file}.test.ts`), "utf8");
  expect(text).toMatch(/\[1, 2, 3, 4, 5\]|SEEDS/);
  for (const [, of, title] of Object.values(CLAIMS).flat())
    if (of === file) expect(text, title).toContain(title);
});
