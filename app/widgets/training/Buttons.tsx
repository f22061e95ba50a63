/** Start and pause, one step, start over: for all runs of a figure together. */
import { Pause, Play, RotateCcw, StepForward } from "lucide-react";
import type { Joint } from "./joint";
import styles from "./training.module.css";

export interface ButtonsProps {
  readonly joint: Joint;
  readonly hidden: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
}

export function Buttons({ joint, hidden, locked }: ButtonsProps) {
  const { running, able, waiting } = joint;
  return (
    <div className={styles["buttons"]}>
      {!hidden.has("start") && (
        <button
          type="button"
          className="button primary"
          data-live={running ? "running" : joint.step > 0 ? "begun" : "fresh"}
          disabled={!able || locked.has("start")}
          onClick={() => (running ? joint.pause() : joint.start())}
        >
          {running ? <Pause aria-hidden size={18} /> : <Play aria-hidden size={18} />}
          {running ? "Pause" : joint.step > 0 ? "Go on" : "Train"}
        </button>
      )}
      {!hidden.has("step") && (
        <button
          type="button"
          className="button"
          disabled={!able || running || locked.has("step")}
          onClick={() => joint.oneStep()}
        >
          <StepForward aria-hidden size={18} />
          One step
        </button>
      )}
      {!hidden.has("reset") && (
        <button
          type="button"
          className="button"
          disabled={waiting || locked.has("reset")}
          onClick={() => joint.reset()}
          title="Back to step 0, with the same first weights"
        >
          <RotateCcw aria-hidden size={17} />
          Start over
        </button>
      )}
    </div>
  );
}
