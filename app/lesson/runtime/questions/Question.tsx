/** The questions that a step asks. */
import type { ReactNode } from "react";
import type { QuestionBlock } from "../question-block";
import { CellQuestion } from "./CellQuestion";
import { Numeric } from "./Numeric";
import { Order } from "./Order";
import { Practice } from "./Practice";
import { Predict } from "./Predict";
import { Quiz } from "./Quiz";

export function Question({ block }: { readonly block: QuestionBlock }): ReactNode {
  switch (block.kind) {
    case "quiz":
      return <Quiz block={block} />;
    case "numeric":
      return <Numeric block={block} />;
    case "cell":
      return <CellQuestion block={block} />;
    case "order":
      return <Order block={block} />;
    case "predict":
      return <Predict block={block} />;
    case "practice":
      return <Practice block={block} />;
    default:
      block satisfies never;
      return null;
  }
}
