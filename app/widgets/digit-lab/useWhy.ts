/** What is asked of the difference of two scores, computed while it is looked at. */
import { useEffect, useMemo, useState } from "react";
import type { Numbers } from "../../../engine/explain/numbers";
import type { ReasonMap } from "../../../engine/explain/reasons";
import type { Weights } from "../../../engine/train/weights";
import type { DigitState } from "./definition";
import {
  coveredNumbers,
  coveredReasons,
  coveredScores,
  gradientNumbers,
  gradientReasons,
  type Pair,
  pairOf,
  squaresOf,
} from "./why";

export interface Why {
  readonly pair: Pair;
  readonly map: ReasonMap;
  /** Squares that are still to be covered. */
  readonly missing: number;
  /** The pass that the map is of: with gradients, or the plain one. */
  readonly numbers: Numbers;
  /** The pass with the chosen square covered. */
  readonly covered: Numbers | null;
}

/** Null while nothing is asked, or there are no numbers. */
export function useWhy(
  state: DigitState,
  values: Numbers | null,
  weights: Weights | null,
): Why | null {
  const { why, whyFor, whyAgainst, whyCell, picture } = state;
  const asked = picture === "" || why === "off" ? null : values;
  const pair = useMemo(
    () => (asked === null ? null : pairOf(asked, whyFor, whyAgainst)),
    [asked, whyFor, whyAgainst],
  );
  const scores = useCovered(why === "occlusion" ? asked : null);
  const numbers = useMemo(
    () =>
      asked === null || pair === null || weights === null || why !== "gradient"
        ? asked
        : gradientNumbers(asked, weights, pair),
    [asked, pair, weights, why],
  );
  const map = useMemo(() => {
    if (numbers === null || pair === null || weights === null) return null;
    return why === "gradient" ? gradientReasons(numbers) : coveredReasons(numbers, scores, pair);
  }, [numbers, pair, weights, why, scores]);
  const covered = useMemo(() => {
    if (numbers === null || why !== "occlusion" || whyCell < 0) return null;
    const squares = squaresOf(numbers);
    const isThere = whyCell < squares.rows * squares.columns;
    return isThere ? coveredNumbers(numbers, squares, whyCell) : null;
  }, [numbers, why, whyCell]);
  if (numbers === null || pair === null || map === null || weights === null) return null;
  const missing = why === "occlusion" ? map.values.length - scores.length : 0;
  return { pair, map, missing, numbers, covered };
}

/** A few passes at a time, so that the pen goes on meanwhile. */
const AT_ONCE = 4;
const NONE: readonly ArrayLike<number>[] = [];

function useCovered(numbers: Numbers | null): readonly ArrayLike<number>[] {
  const [held, setHeld] = useState<{
    readonly of: Numbers;
    readonly scores: readonly ArrayLike<number>[];
  } | null>(null);
  useEffect(() => {
    if (numbers === null) return undefined;
    const passes = coveredScores(numbers);
    const scores: ArrayLike<number>[] = [];
    let timer: ReturnType<typeof setTimeout>;
    const go = (): void => {
      const plain = scores.length;
      let passed = 0;
      while (passed < AT_ONCE) {
        const next = passes.next();
        if (next.done === true) break;
        // A square without ink costs nothing.
        if (next.value !== scores.at(-1)) passed++;
        scores.push(next.value);
      }
      if (scores.length === plain) return;
      setHeld({ of: numbers, scores: scores.slice() });
      timer = setTimeout(go);
    };
    timer = setTimeout(go);
    return () => clearTimeout(timer);
  }, [numbers]);
  return held?.of === numbers && held !== null ? held.scores : NONE;
}
