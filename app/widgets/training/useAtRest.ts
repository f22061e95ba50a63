/** What is asked of a run whenever it stands still after a step. */
import { useEffect, useState } from "react";
import type { RunHandle } from "../../runs/runs";
import type { Shown } from "./Training";

export type Question<Found> = (
  run: { readonly handle: RunHandle; readonly network: Shown["network"] },
  hear: (found: Found) => void,
  isWanted: () => boolean,
) => Promise<void>;

/** The last answer to `ask` for the step that the run stands at; null while there is none. */
export function useAtRest<Found>(run: Shown | undefined, ask: Question<Found>): Found | null {
  const { handle, network, view } = run ?? {};
  const [heard, setHeard] = useState<{ readonly step: number; readonly found: Found } | null>(null);
  const step = view?.snapshot?.step ?? 0;
  const rests = view?.phase === "ready" && step > 0;
  useEffect(() => {
    if (!rests || handle === undefined || network === undefined) return undefined;
    let wanted = true;
    const hear = (found: Found): void => {
      if (wanted) setHeard({ step, found });
    };
    // A run that was given back meanwhile has no answer.
    ask({ handle, network }, hear, () => wanted).catch(() => undefined);
    return () => {
      wanted = false;
      // The run may come to the same step again with other weights.
      setHeard(null);
    };
  }, [handle, network, rests, step, ask]);
  return rests && heard?.step === step ? heard.found : null;
}
