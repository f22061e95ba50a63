/** What a block needs to know of the lesson it stands in. */
import { createContext, useContext } from "react";
import type { FigureBlock, LessonDoc } from "../document";
import type { Registry } from "./walk";

export type Mode = "lesson" | "present" | "print" | "embed";

export interface PickRequest {
  readonly figure: string;
  readonly onPick: (tensor: string, index: readonly number[]) => void;
}

export interface LessonScope {
  readonly doc: LessonDoc;
  readonly step: number;
  readonly registry: Registry;
  readonly figures: ReadonlyMap<string, FigureBlock>;
  /** What stands on the stage of this step. */
  readonly stage: readonly FigureBlock[];
  /** Figures on the stage: they are not drawn again in the text. */
  readonly onStage: ReadonlySet<string>;
  /** Keys of this lesson's figures in the store begin with it. */
  readonly prefix: string;
  readonly mode: Mode;
  /** The reader has joined a lecture, and gives its answers to the lecturer. */
  readonly joined?: boolean;
  readonly pick: PickRequest | null;
  readonly setPick: (request: PickRequest | null) => void;
  /** Hash of this place with all states, for links. */
  readonly hash: () => string;
}

export const LessonScopeContext = createContext<LessonScope | null>(null);

export function useScope(): LessonScope {
  const scope = useContext(LessonScopeContext);
  if (scope === null) throw new Error("a block outside a lesson");
  return scope;
}
