/**
 * What a run is asked again and again: by the clock while it trains, at each new step when it
 * stands still.
 */
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { RunHandle } from "./runs";

/** Null before the first answer, and while nothing is wanted; `ask` must stay the same function. */
export function useAsked<Found>(
  handle: RunHandle,
  ask: (handle: RunHandle) => Promise<Found>,
  { wanted, every }: { readonly wanted: boolean; readonly every: number },
): Found | null {
  const [heard, setHeard] = useState<{ readonly of: RunHandle; readonly found: Found } | null>(
    null,
  );
  const running = useStore(handle.view, (view) => view.phase === "running");
  const step = useStore(handle.view, (view) => view.snapshot?.step ?? 0);
  const asked = running ? ("running" as const) : step;
  useEffect(() => {
    if (!wanted) return undefined;
    let here = true;
    const go = (): void =>
      void ask(handle).then(
        (found) => here && setHeard({ of: handle, found }),
        () => undefined, // a run that was given back meanwhile has no answer
      );
    // What has just been opened answers from the next moment on.
    const first = setTimeout(go);
    const clock = asked === "running" ? setInterval(go, every) : undefined;
    return () => {
      here = false;
      clearTimeout(first);
      clearInterval(clock);
    };
  }, [handle, ask, wanted, every, asked]);
  return wanted && heard?.of === handle ? heard.found : null;
}
