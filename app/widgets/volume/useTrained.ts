/** The numbers of a trained layer, once they are there; what went wrong, and another try. */
import { echo, t } from "../../language/words";
import { useEffect, useState } from "react";
import { LabError } from "../../../engine/core/errors";
import type { TrainedNumbers } from "./trained-layer";
import type { VolumeState } from "./state";

export interface Trained {
  readonly numbers: TrainedNumbers | null;
  readonly problem: string | null;
  readonly retry: () => void;
}

interface Held {
  readonly source: VolumeState["source"] | null;
  readonly numbers: TrainedNumbers | null;
  readonly problem: string | null;
}

export function useTrained({ source, picture }: Pick<VolumeState, "source" | "picture">): Trained {
  const [held, setHeld] = useState<Held>({ source: null, numbers: null, problem: null });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (source === "own") return;
    let wanted = true;
    // The network and its ops come only with a figure that shows one.
    import("./trained-layer")
      .then(({ loadTrained }) => loadTrained(source, picture, attempt > 0))
      .then(
        (numbers) => wanted && setHeld({ source, numbers, problem: null }),
        (problem: unknown) =>
          wanted && setHeld({ source, numbers: null, problem: wordsOf(problem) }),
      );
    return () => {
      wanted = false;
    };
  }, [source, picture, attempt]);
  // Until the layer has seen another digit, what it made of the last one stays.
  const current = held.source === source ? held : null;
  return {
    numbers: current?.numbers ?? null,
    problem: current?.problem ?? null,
    retry: () => setAttempt((count) => count + 1),
  };
}

function wordsOf(problem: unknown): string {
  return problem instanceof LabError
    ? `${echo(problem.message)} ${echo(problem.hint)}`
    : t("The trained layer could not be loaded.");
}
