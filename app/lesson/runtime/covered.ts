/**
 * What of a figure is hidden now: what the questions of the step say (`hides`), until they are
 * answered. A prediction is answered when it is committed; another question when the answer is
 * right or its solution is shown. On paper nothing is hidden.
 */
import { useMemo } from "react";
import { answerKey, type Answer } from "../../store/answers";
import { useLab } from "../../store/store";
import type { Block, QuestionBlock } from "../document";
import { type LessonScope } from "./scope";
import { allBlocks, ownerOf } from "./walk";

/** The whole figure, among the names of `hides`. */
export const WHOLE = "figure";

const NOTHING: ReadonlySet<string> = new Set();

/** Names of tensors and parts of the figure `id`, or `WHOLE`. */
export function useCoveredOf(id: string, scope: LessonScope): ReadonlySet<string> {
  const { doc, step, figures, mode } = scope;
  const blocks = doc.steps[step]?.blocks;
  const asked = useMemo(
    () => (blocks === undefined || mode === "print" ? [] : hiding(blocks, id, figures)),
    [blocks, id, figures, mode],
  );
  const covered = useLab(({ answers }) =>
    asked
      .filter((block) => !isAnswered(block, answers[answerKey(mode, doc.id, block.id)]))
      .flatMap(({ hides }) => hides?.names ?? [])
      .join(" "),
  );
  return useMemo(() => (covered === "" ? NOTHING : new Set(covered.split(" "))), [covered]);
}

function hiding(
  blocks: readonly Block[],
  id: string,
  figures: LessonScope["figures"],
): readonly QuestionBlock[] {
  return [...allBlocks(blocks)].filter(
    (block): block is QuestionBlock =>
      "hides" in block &&
      block.hides !== undefined &&
      ownerOf(block.hides.figure, figures) === ownerOf(id, figures),
  );
}

function isAnswered(block: QuestionBlock, answer: Answer | undefined): boolean {
  if (answer === undefined) return false;
  if (answer.solution) return true;
  return answer.checked && (block.kind === "predict" || answer.right);
}
