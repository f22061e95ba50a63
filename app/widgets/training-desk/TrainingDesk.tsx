/**
 * LeNet-5 training in front of the reader. Choices are the figure's state; the run lives in the engine and is shown as it
 * reports: curves, numbers, what computes it, and what went wrong and how to go on.
 */
import { useContext, useEffect, useEffectEvent } from "react";
import { lenetRecipe } from "../../../engine/train/recipes";
import { FigureServicesContext } from "../services";
import type { WidgetProps } from "../widget";
import { recipeKey, recipeOf, type DeskState } from "./definition";
import { DeskChoices } from "./DeskChoices";
import { DeskControls } from "./DeskControls";
import { DeskCurves } from "./DeskCurves";
import { DeskNumbers } from "./DeskNumbers";
import { NetworkDetails } from "./NetworkDetails";
import { RunMessages } from "./RunMessages";
import type { RunHandle } from "./runs";
import styles from "./training-desk.module.css";
import { computedText, useRun, wantedBackend } from "./useRun";

export function TrainingDesk({ state, change, hidden, locked, mode }: WidgetProps<DeskState>) {
  const { handle, view } = useRun(state.run);
  const { computedBy, visible } = useContext(FigureServicesContext);
  const key = recipeKey(state);
  const idle = mode === "print" || !visible;
  const openAs = (to: RunHandle, as: string): void =>
    void to.open({ recipe: recipeOf(state), key: as, backend: wantedBackend(), keep: true });
  // A new recipe is a new run; the learning rate is not part of the key, it is sent to the run as it is.
  const follow = useEffectEvent(openAs);
  useEffect(() => {
    if (!idle) follow(handle, key);
  }, [handle, key, idle]);
  const words = view.backend === null ? null : computedText(view.description, view.reason);
  useEffect(() => computedBy(words), [computedBy, words]);
  return (
    <div className={styles["desk"]}>
      <DeskControls state={state} change={change} handle={handle} view={view} hidden={hidden} locked={locked} />
      {view.phase === "opening" && <p className={styles["note"]}>The engine is getting ready …</p>}
      <RunMessages view={view} handle={handle} onRetry={() => openAs(handle, key)} onLowerRate={() => lower(state, change, handle)} />
      <DeskNumbers view={view} state={state} />
      <DeskCurves state={state} change={change} view={view} />
      {mode !== "stage" && <NetworkDetails title="LeNet-5" network={lenetRecipe.network} problem={view.problem} />}
      {mode !== "stage" && <DeskChoices state={state} change={change} handle={handle} view={view} hidden={hidden} locked={locked} />}
    </div>
  );
}

/** Back to the last good step, and on from there at a third of the rate. */
function lower(state: DeskState, change: WidgetProps<DeskState>["change"], handle: RunHandle): void {
  const learningRate = Number((state.learningRate / 3).toPrecision(2));
  handle.rewind();
  handle.setLearningRate(learningRate);
  change({ ...state, learningRate });
}
