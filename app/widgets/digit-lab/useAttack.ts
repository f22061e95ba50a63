/** A step along the gradient's sign towards a wanted digit, and what the network says after it. */
import { useEffect, useMemo, useState } from "react";
import { tensor } from "../../../engine/core/tensor";
import { afterStep } from "../../../engine/explain/adversarial";
import { type Numbers, present } from "../../../engine/explain/numbers";
import { bestOf } from "../../figures/network/ProbabilityBars";
import { PROBABILITIES } from "../../runs/shipped-network";
import type { DigitState } from "./definition";

export interface Attack {
  readonly wanted: number;
  /** The pass whose label is the wanted digit. */
  readonly numbers: Numbers;
  /** The pass over the changed picture. */
  readonly after: Numbers;
  /** The smallest strength that was found to be enough; NaN: none is; null: not yet known. */
  readonly least: number | null;
}

/** Null where no digit is wanted, or nothing is drawn. */
export function useAttack(
  { attack, strength, picture }: Pick<DigitState, "attack" | "strength" | "picture">,
  values: Numbers | null,
): Attack | null {
  const numbers = useMemo(
    () => (values === null || attack < 0 || picture === "" ? null : wanting(values, attack)),
    [values, attack, picture],
  );
  const after = useMemo(
    () => (numbers === null ? null : afterStep(numbers, strength)),
    [numbers, strength],
  );
  const least = useLeast(numbers, attack);
  return numbers === null || after === null ? null : { wanted: attack, numbers, after, least };
}

/** The same pass with another label. */
export function wanting(values: Numbers, label: number): Numbers {
  return values.withTensor("labels", tensor([1], Int32Array.of(label)));
}

export function answerOf(numbers: Numbers): number {
  return bestOf(present(numbers, PROBABILITIES).data);
}

/** Strengths that are tried, from the smallest on. */
const TRIED = Array.from({ length: 50 }, (_, at) => (at + 1) / 100);

function useLeast(numbers: Numbers | null, wanted: number): number | null {
  const [found, setFound] = useState<{ readonly of: Numbers; readonly least: number } | null>(null);
  useEffect(() => {
    if (numbers === null) return undefined;
    let at = 0;
    let timer: ReturnType<typeof setTimeout>;
    // One pass at a time, so that the page goes on meanwhile.
    const go = (): void => {
      const strength = TRIED[at++];
      if (strength === undefined) setFound({ of: numbers, least: Number.NaN });
      else if (answerOf(afterStep(numbers, strength)) === wanted)
        setFound({ of: numbers, least: strength });
      else timer = setTimeout(go);
    };
    timer = setTimeout(go);
    return () => clearTimeout(timer);
  }, [numbers, wanted]);
  return found?.of === numbers && found !== null ? found.least : null;
}
