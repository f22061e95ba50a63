/**
 * Blocks within a question. A question cannot import the block list that contains it, so the list
 * hands itself down.
 */
import {
  type ComponentType,
  type ReactNode,
  createContext,
  createElement,
  useContext,
} from "react";
import type { Block } from "../document";

export type BlockList = ComponentType<{ readonly blocks: readonly Block[] }>;

export const BlockListContext = createContext<BlockList | null>(null);

export function Nested({ blocks }: { readonly blocks: readonly Block[] }): ReactNode {
  const List = useContext(BlockListContext);
  return List === null || blocks.length === 0 ? null : createElement(List, { blocks });
}
