/**
 * Start and pause, one step, start over: for all runs of a figure together. While the runs are not
 * open yet the first button stays in reach, and what was pressed is done as soon as it can be: a
 * figure that has not come into view opens nothing, and the key Tab leads to it only so. Where a
 * question hides the run, its answer starts it: predict, then see.
 */
import { t } from "../../language/words";
import { Pause, Play, RotateCcw, StepForward } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent, useRef } from "react";
import { Button } from "../../figures/marks/controls/Button";
import { useCovered } from "../../figures/marks/covered";
import type { Joint } from "./joint";
import styles from "./training.module.css";

export interface ButtonsProps {
  readonly joint: Joint;
  readonly hidden: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
}

type Asked = "start" | "oneStep";

/** What is asked of runs that are not open yet is done as soon as it can be. */
function useAsking(joint: Joint) {
  const { able, waiting } = joint;
  const asked = useRef<Asked | null>(null);
  const catchUp = useEffectEvent(() => {
    const what = asked.current;
    asked.current = null;
    if (what !== null && able) joint[what]();
  });
  useEffect(() => {
    if (!waiting) catchUp();
  }, [waiting]);
  return {
    ask: (what: Asked): void => {
      if (waiting) asked.current = what;
      else joint[what]();
    },
    over: (): void => {
      asked.current = null;
      if (!waiting) joint.reset();
    },
  };
}

export function Buttons({ joint, hidden, locked }: ButtonsProps) {
  const { running, able, waiting } = joint;
  const { ask, over } = useAsking(joint);
  const isAwaited = useCovered("run");
  const wasAwaited = useRef(isAwaited);
  const begin = useEffectEvent(() => {
    if (joint.step === 0 && !running) ask("start");
  });
  useEffect(() => {
    if (wasAwaited.current && !isAwaited) begin();
    wasAwaited.current = isAwaited;
  }, [isAwaited]);
  return (
    <div className={styles["buttons"]}>
      {!hidden.has("start") && (
        <StartButton
          running={running}
          begun={joint.step > 0}
          disabled={!(able || waiting) || locked.has("start")}
          onClick={() => (running ? joint.pause() : ask("start"))}
        >
          {running ? t("Pause") : joint.step > 0 ? t("Go on") : t("Train")}
        </StartButton>
      )}
      {!hidden.has("step") && (
        <Button
          disabled={!(able || waiting) || running || locked.has("step")}
          onClick={() => ask("oneStep")}
        >
          <StepForward aria-hidden size={18} />
          {t("One step")}
        </Button>
      )}
      {!hidden.has("reset") && (
        <OverButton
          locked={locked.has("reset")}
          onClick={over}
          title={t("Back to step 0, with the same first weights")}
        />
      )}
    </div>
  );
}

interface StartButtonProps {
  readonly running: boolean;
  /** It is not at its first step any more. */
  readonly begun: boolean;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** A clicker of a lecture finds it, and what it would do, by `data-live`. */
export function StartButton({ running, begun, children, ...rest }: StartButtonProps) {
  return (
    <Button primary data-live={running ? "running" : begun ? "begun" : "fresh"} {...rest}>
      {running ? <Pause aria-hidden size={18} /> : <Play aria-hidden size={18} />}
      {children}
    </Button>
  );
}

interface OverButtonProps {
  readonly locked: boolean;
  readonly title?: string;
  readonly onClick: () => void;
}

export function OverButton({ locked, ...rest }: OverButtonProps) {
  return (
    <Button disabled={locked} {...rest}>
      <RotateCcw aria-hidden size={17} />
      {t("Start over")}
    </Button>
  );
}
