/**
 * The weights that the lab looks through: those that came with the page, or those of a run as it trains. The run's are asked
 * for again when it has moved on, never more than one question at a time and not more than four a second.
 */
import { useContext, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { LabError } from "../../../engine/core/errors";
import { readSafetensors } from "../../../engine/data/formats/safetensors";
import type { NetworkShapes } from "../../../engine/graph/shapes";
import { weightsFrom, type Weights } from "../../../engine/train/weights";
import { useFigureServices } from "../services";
import { RunsContext, type RunHandle } from "../training-desk/runs";
import type { DigitState } from "./definition";
import { shippedWeights } from "./weights";

export interface LabWeights {
  readonly weights: Weights | null;
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
const PAUSE = 250;

export function useWeights(which: DigitState["weights"], run: string, network: NetworkShapes): LabWeights {
  const runs = useContext(RunsContext);
  const handle = useMemo(() => runs.run(run), [runs, run]);
  useEffect(() => handle.attend(), [handle]);
  const able = useStore(handle.view, (view) => view.backend !== null);
  const [shipped, retry] = useShipped(network);
  const { visible } = useFigureServices();
  const trained = useTrained(handle, which === "training" && able, visible, network);
  if (which === "training" && trained.weights !== null)
    return { weights: trained.weights, words: `Weights of the training run after ${trained.step} steps.`, problem: trained.problem, retry };
  const words =
    which === "training"
      ? able
        ? "The training run's weights are on their way."
        : "Nothing is training yet. Until something does, these are the weights that came with the page."
      : shipped.weights === null
        ? "The trained weights are being loaded."
        : "Weights trained before, that came with the page.";
  return { weights: shipped.weights, words, problem: shipped.problem, retry };
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

function useTrained(handle: RunHandle, wanted: boolean, visible: boolean, network: NetworkShapes): Held {
  const [held, setHeld] = useState(NOTHING);
  const asking = useRef(false);
  // Only who looks through them is redrawn by a run that goes on.
  const step = useStore(handle.view, (view) => (wanted && visible ? (view.snapshot?.step ?? 0) : 0));
  useEffect(() => {
    if (!wanted || !visible || asking.current || held.step === step) return;
    asking.current = true;
    handle
      .save()
      .then((bytes) => setHeld({ weights: weightsFrom(readSafetensors(new Uint8Array(bytes)), network), problem: null, step }))
      .catch((problem: unknown) => setHeld((before) => ({ ...before, problem: wordsOf(problem), step })))
      .finally(() =>
        setTimeout(() => {
          asking.current = false;
          setHeld((before) => ({ ...before }));
        }, PAUSE),
      );
  }, [handle, wanted, visible, step, held, network]);
  return wanted ? held : NOTHING;
}

function wordsOf(problem: unknown): string {
  if (problem instanceof LabError) return problem.hint === "" ? problem.message : `${problem.message} ${problem.hint}`;
  return problem instanceof Error ? problem.message : "The weights could not be read.";
}
