/**
 * What a figure does not show yet, because a question asks for it (`hides` of the lesson language):
 * the names of its tensors. The frame of a lesson says which; a grid of such a tensor shows "?" in
 * its cells, and so does whatever stands in a `Covered`.
 */
import { word } from "../../language/words";
import { createContext, useContext, type ReactNode } from "react";

const NOTHING: ReadonlySet<string> = new Set();

export const CoveredContext = createContext<ReadonlySet<string>>(NOTHING);

/** Whether the numbers of `tensor` are hidden now. */
export function useCovered(tensor: string | undefined): boolean {
  const covered = useContext(CoveredContext);
  return tensor !== undefined && covered.has(tensor);
}

/** What stands in place of a number that is hidden, and how it is said. */
export const COVER = "?";
export const COVER_WORDS = "hidden until you answer";

interface CoveredProps {
  readonly tensor: string;
  readonly children: ReactNode;
}

/** Numbers of `tensor` in a line of text. */
export function Covered({ tensor, children }: CoveredProps): ReactNode {
  return useCovered(tensor) ? <span title={word(COVER_WORDS)}>{COVER}</span> : children;
}
