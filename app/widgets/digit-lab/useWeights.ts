/**
 * The weights that the lab looks through: those that came with the page, or those of a run as it
 * trains.
 */
import { echo, t } from "../../language/words";
import { useContext, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { RunSnapshot } from "../../../engine/client/snapshot";
import { LabError } from "../../../engine/core/errors";
import { type NetworkShapes, weightShapes } from "../../../engine/graph/shapes";
import type { Weights } from "../../../engine/train/weights";
import { useFigureServices } from "../services";
import { RunsContext, type RunHandle } from "../../runs/runs";
import type { DigitState } from "./definition";
import { shippedWeights } from "../../runs/shipped-weights";

export interface LabWeights {
  readonly weights: Weights | null;
  /** Those that came with the page. */
  readonly shipped: Weights | null;
  /** Where they come from, for the reader. */
  readonly words: string;
  readonly problem: string | null;
  readonly retry: () => void;
}

interface Held {
  readonly weights: Weights | null;
  readonly problem: string | null;
  /** Step of the run that they are of. */
  readonly step: number;
}

const NOTHING: Held = { weights: null, problem: null, step: -1 };

export function useWeights(
  which: DigitState["weights"],
  run: string,
  network: NetworkShapes,
): LabWeights {
  const runs = useContext(RunsContext);
  const handle = useMemo(() => runs.run(run), [runs, run]);
  useEffect(() => handle.attend(), [handle]);
  const able = useStore(handle.view, (view) => view.provenance !== null);
  const [shipped, retry] = useShipped(network);
  const { visible } = useFigureServices();
  const trained = useTrained(handle, which === "training" && able, visible, network);
  if (which === "training" && trained.weights !== null)
    return {
      weights: trained.weights,
      shipped: shipped.weights,
      words: t("Weights of the training run after {step} steps.", { step: trained.step }),
      problem: trained.problem,
      retry,
    };
  const words =
    which === "training"
      ? able
        ? t("The training run's weights are on their way.")
        : t(
            "Nothing is training yet. Until something does, these are the weights that came with the page.",
          )
      : shipped.weights === null
        ? t("The trained weights are being loaded.")
        : t("Weights trained before, that came with the page.");
  return {
    weights: shipped.weights,
    shipped: shipped.weights,
    words,
    problem: shipped.problem,
    retry,
  };
}

function useShipped(network: NetworkShapes): readonly [Held, () => void] {
  const [held, setHeld] = useState(NOTHING);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    shippedWeights(network, attempt > 0).then(
      (weights) => wanted && setHeld({ weights, problem: null, step: 0 }),
      (problem: unknown) => wanted && setHeld({ ...NOTHING, problem: wordsOf(problem) }),
    );
    return () => {
      wanted = false;
    };
  }, [network, attempt]);
  return [held, () => setAttempt((count) => count + 1)];
}

/** The run's weights as its snapshots bring them, as long as somebody looks through them. */
function useTrained(
  handle: RunHandle,
  wanted: boolean,
  visible: boolean,
  network: NetworkShapes,
): Held {
  const looking = wanted && visible;
  useEffect(
    () => (looking ? handle.look({ tensors: [...weightShapes(network).keys()] }) : undefined),
    [handle, looking, network],
  );
  const snapshot = useStore(handle.view, (view) => (looking ? view.snapshot : null));
  return useMemo(() => heldOf(snapshot, network) ?? NOTHING, [snapshot, network]);
}

/** Null for a snapshot that was made before anybody looked. */
function heldOf(snapshot: RunSnapshot | null, network: NetworkShapes): Held | null {
  const names = [...weightShapes(network).keys()];
  const weights = names.flatMap((name) => {
    const data = snapshot?.tensors[name]?.data;
    return data instanceof Float32Array ? [[name, data] as const] : [];
  });
  if (snapshot === null || weights.length < names.length) return null;
  return { weights: new Map(weights), problem: null, step: snapshot.step };
}

function wordsOf(problem: unknown): string {
  if (problem instanceof LabError)
    return problem.hint === ""
      ? echo(problem.message)
      : `${echo(problem.message)} ${echo(problem.hint)}`;
  return problem instanceof Error ? problem.message : t("The weights could not be read.");
}
