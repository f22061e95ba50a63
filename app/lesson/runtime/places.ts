/**
 * Where a block stands in the text that is being written: the studio gives it, so that its preview
 * and its editor find each other.
 */
import { createContext } from "react";
import type { Block } from "../document";

export interface Placed {
  readonly line: number;
  /** The writer is in it now. */
  readonly current: boolean;
}

/** The place of a block; null where nobody writes. */
export const PlaceOfContext = createContext<((block: Block) => Placed | undefined) | null>(null);
