/**
 * Start and pause, one step, start over: for all runs of a figure together. While the runs are not
 * open yet the first button stays in reach, and what was pressed is done as soon as it can be: a
 * figure that has not come into view opens nothing, and the key Tab leads to it only so.
 */
import { Pause, Play, RotateCcw, StepForward } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import type { Joint } from "./joint";
import styles from "./training.module.css";

export interface ButtonsProps {
  readonly joint: Joint;
  readonly hidden: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
}

export function Buttons({ joint, hidden, locked }: ButtonsProps) {
  const { running, able, waiting } = joint;
  const [asked, setAsked] = useState<"start" | "oneStep" | null>(null);
  const catchUp = useEffectEvent(() => {
    if (asked !== null && able) joint[asked]();
    setAsked(null);
  });
  useEffect(() => {
    if (!waiting) catchUp();
  }, [waiting]);
  const ask = (what: "start" | "oneStep"): void => (waiting ? setAsked(what) : joint[what]());
  return (
    <div className={styles["buttons"]}>
      {!hidden.has("start") && (
        <button
          type="button"
          className="button primary"
          data-live={running ? "running" : joint.step > 0 ? "begun" : "fresh"}
          disabled={!(able || waiting) || locked.has("start")}
          aria-busy={asked !== null}
          onClick={() => (running ? joint.pause() : ask("start"))}
        >
          {running ? <Pause aria-hidden size={18} /> : <Play aria-hidden size={18} />}
          {running ? "Pause" : joint.step > 0 ? "Go on" : "Train"}
        </button>
      )}
      {!hidden.has("step") && (
        <button
          type="button"
          className="button"
          disabled={!(able || waiting) || running || locked.has("step")}
          onClick={() => ask("oneStep")}
        >
          <StepForward aria-hidden size={18} />
          One step
        </button>
      )}
      {!hidden.has("reset") && (
        <button
          type="button"
          className="button"
          disabled={locked.has("reset")}
          onClick={() => (waiting ? setAsked(null) : joint.reset())}
          title="Back to step 0, with the same first weights"
        >
          <RotateCcw aria-hidden size={17} />
          Start over
        </button>
      )}
    </div>
  );
}
