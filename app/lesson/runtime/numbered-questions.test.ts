/**
 * The handout: every question is numbered once and answered once, and no order is printed as its
 * own answer.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compileLesson } from "../compile/compile";
import { allBlocks } from "./walk";
import { widgets } from "../../widgets";
import { answerOf, numberedQuestions, shuffled } from "./numbered-questions";
import { isQuestion } from "./question-block";

const LESSONS = readdirSync("lessons", { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

describe("the handout of a lesson", () => {
  test.each(LESSONS)(
    "numbers every question of %s once, in reading order, and has an answer or a reveal for each",
    (id) => {
      const { doc } = compileLesson(readFileSync(`lessons/${id}/lesson.mdoc`, "utf8"), {
        file: id,
        registry: widgets,
      });
      const questions = [...numberedQuestions(doc).values()];
      const blocks = doc.steps.flatMap((step) => [...allBlocks(step.blocks)].filter(isQuestion));
      expect(questions.map(({ number }) => number)).toEqual(blocks.map((_, at) => at + 1));
      for (const { block } of questions) {
        const told =
          block.kind === "practice" ||
          block.kind === "order" ||
          (block.kind === "predict" && block.reveal.length > 0);
        expect(told || (answerOf(block) ?? []).length > 0, block.id).toBe(true);
      }
    },
  );

  test("things to be sorted are never printed in the right order", () => {
    for (let length = 2; length < 9; length++) {
      const items = Array.from({ length }, (_, at) => at);
      expect(shuffled(items)).not.toEqual(items);
      expect(shuffled(items).toSorted((a, b) => a - b)).toEqual(items);
    }
  });
});
