/**
 * How the weights that the lab looks through read every held-out digit, computed by the engine: the
 * weights that came with the page once, those of a run whenever it stands still at another step,
 * and now and then while it trains.
 */
import { echo, t } from "../../language/words";
import { useContext, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { writeSafetensors } from "../../../engine/data/formats/safetensors";
import { networkShapes } from "../../../engine/graph/shapes";
import { lenetRecipe } from "../../../engine/train/recipes";
import { toStored, type Weights } from "../../../engine/train/weights";
import { RunsContext, type RunHandle } from "../../runs/runs";
import { useAsked } from "../../runs/useAsked";
import { wantedBackend } from "../../runs/useRun";
import type { DigitState } from "./definition";
import { readingsOf, type Reading } from "../../pictures/readings";

export interface Judgement {
  /** Null while they are not there. */
  readonly readings: readonly Reading[] | null;
  readonly problem: string | null;
}

const NOTHING: Judgement = { readings: null, problem: null };
/** The run that holds the weights that came with the page. */
const SHIPPED_RUN = "shipped-lenet5";
/** Milliseconds between two questions while the run goes on. */
const EVERY = 4000;

/** `weights`: those that came with the page, or null while they are not there. */
export function useJudged(
  { weights: which, run }: Pick<DigitState, "weights" | "run">,
  weights: Weights | null,
  wanted: boolean,
): Judgement {
  const runs = useContext(RunsContext);
  const trained = useMemo(() => runs.run(run), [runs, run]);
  const able = useStore(trained.view, (view) => view.provenance !== null);
  const own = which === "training" && able;
  const shipped = useMemo(() => runs.run(SHIPPED_RUN), [runs]);
  useOpened(shipped, wanted && !own ? weights : null);
  return useAnswer(own ? trained : shipped, wanted);
}

function useOpened(handle: RunHandle, weights: Weights | null): void {
  useEffect(() => {
    if (weights === null) return undefined;
    const leave = handle.attend(true);
    const file = writeSafetensors(toStored(weights, networkShapes(lenetRecipe.network))).buffer;
    void handle.open({
      recipe: lenetRecipe,
      key: SHIPPED_RUN,
      backend: wantedBackend(),
      weights: file,
      inUse: true,
    });
    return leave;
  }, [handle, weights]);
}

function useAnswer(handle: RunHandle, wanted: boolean): Judgement {
  const open = useStore(handle.view, (view) => view.provenance !== null);
  const found = useAsked(handle, judged, { wanted: open && wanted, every: EVERY });
  const refused = useStore(handle.view, ({ phase, problem }) =>
    phase === "failed" ? (problem?.message ?? null) : null,
  );
  if (refused !== null) return { readings: null, problem: refused };
  return found ?? NOTHING;
}

async function judged(handle: RunHandle): Promise<Judgement> {
  try {
    return { readings: readingsOf(await handle.judge()), problem: null };
  } catch (problem) {
    const why =
      problem instanceof Error ? echo(problem.message) : t("The digits could not be read.");
    return { readings: null, problem: why };
  }
}
