/** Start and pause, one step, reset to the same seed, and the learning rate, which changes without a reset. */
import { Pause, Play, RotateCcw, StepForward } from "lucide-react";
import type { WidgetProps } from "../widget";
import { RATE, type DeskState } from "./definition";
import { RateField } from "./fields/RateField";
import type { RunView } from "./run-view";
import type { RunHandle } from "./runs";
import styles from "./training-desk.module.css";

export interface DeskPart extends Pick<WidgetProps<DeskState>, "state" | "change" | "hidden" | "locked"> {
  readonly handle: RunHandle;
  readonly view: RunView;
}

export function DeskControls({ state, change, handle, view, hidden, locked }: DeskPart) {
  const able = view.phase === "ready" || view.phase === "running";
  return (
    <div className={styles["controls"]}>
      <RunButtons handle={handle} view={view} able={able} hidden={hidden} locked={locked} />
      {!hidden.has("rate") && (
        <div data-controls>
          <RateField
            label="Learning rate"
            value={state.learningRate}
            {...RATE}
            locked={locked.has("rate")}
            onValue={(learningRate, streaming) => {
              handle.setLearningRate(learningRate);
              change({ ...state, learningRate }, streaming ? { history: "merge" } : undefined);
            }}
          />
        </div>
      )}
    </div>
  );
}

export function RunButtons({
  handle,
  view,
  able,
  hidden,
  locked,
}: {
  readonly handle: Pick<RunHandle, "start" | "pause" | "step" | "reset">;
  readonly view: Pick<RunView, "phase" | "snapshot">;
  readonly able: boolean;
  readonly hidden: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
}) {
  const running = view.phase === "running";
  return (
    <div className={styles["buttons"]}>
      {!hidden.has("start") && (
        <button
          type="button"
          className="button primary"
          disabled={!able || locked.has("start")}
          onClick={() => (running ? handle.pause() : handle.start())}
        >
          {running ? <Pause aria-hidden size={18} /> : <Play aria-hidden size={18} />}
          {running ? "Pause" : (view.snapshot?.step ?? 0) > 0 ? "Go on" : "Train"}
        </button>
      )}
      {!hidden.has("step") && (
        <button type="button" className="button" disabled={!able || running || locked.has("step")} onClick={() => handle.step(1)}>
          <StepForward aria-hidden size={18} />
          One step
        </button>
      )}
      {!hidden.has("reset") && (
        <button
          type="button"
          className="button"
          disabled={view.phase === "opening" || view.phase === "closed" || locked.has("reset")}
          onClick={() => handle.reset()}
          title="Back to step 0, with the same first weights"
        >
          <RotateCcw aria-hidden size={17} />
          Start over
        </button>
      )}
    </div>
  );
}
