/** The questions that a step asks. */
import type { ReactNode } from "react";
import type { Block } from "../../document";
import { CellQuestion } from "./CellQuestion";
import { Numeric } from "./Numeric";
import { Order } from "./Order";
import { Practice } from "./Practice";
import { Quiz } from "./Quiz";

type QuestionBlock = Extract<
  Block,
  { readonly kind: "quiz" | "numeric" | "cell" | "order" | "practice" }
>;

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
    case "practice":
      return <Practice block={block} />;
    default:
      block satisfies never;
      return null;
  }
}
