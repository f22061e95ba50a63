/** A figure where it stands in the text: drawn there, unless it is on the stage already. */
import type { ReactNode } from "react";
import type { FigureBlock } from "../document";
import { Figure } from "./Figure";
import { useScope } from "./scope";

export function FigureSlot({ block }: { readonly block: FigureBlock }): ReactNode {
  const { onStage } = useScope();
  return onStage.has(block.id) ? null : <Figure block={block} />;
}
