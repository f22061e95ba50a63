/** Which blocks of a lesson ask something. */
import type {
  Block,
  CellBlock,
  NumericBlock,
  OrderBlock,
  PracticeBlock,
  PredictBlock,
  QuizBlock,
} from "../document";

export type QuestionBlock =
  | PredictBlock
  | QuizBlock
  | NumericBlock
  | CellBlock
  | OrderBlock
  | PracticeBlock;

const KINDS: ReadonlySet<string> = new Set([
  "predict",
  "quiz",
  "numeric",
  "cell",
  "order",
  "practice",
]);

export function isQuestion(block: Block): block is QuestionBlock {
  return KINDS.has(block.kind);
}
