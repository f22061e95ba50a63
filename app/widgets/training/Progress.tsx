/** How far the runs have come, and how long the rest will take. */
import { t } from "../../language/words";
import { rich } from "../../language/rich";
import type { RunView } from "../../runs/run-view";
import { duration, secondsLeft } from "../../runs/time-left";
import styles from "./training.module.css";
import { counted } from "../../language/numerals";

/** Epochs, passes over the training pictures, that a run without an end is told on its way to. */
const STRETCHES = [1, 5, 10, 20, 50, 100, 200, 500, 1000];

interface ProgressProps {
  readonly runs: readonly RunView[];
  readonly batch: number;
  readonly steps: number;
}

export function Progress({ runs, batch, steps }: ProgressProps) {
  const done = Math.min(...runs.map(({ snapshot }) => snapshot?.step ?? 0));
  const bounded = steps > 0 && done <= steps;
  const pass = Math.min(...runs.map(({ snapshot }) => snapshot?.epoch ?? 0));
  const passes = STRETCHES.find((count) => count > pass) ?? Math.ceil(pass + 1);
  const goals = runs.map((view) => (bounded ? steps : stepsOf(view, passes)));
  const left = remaining(runs, batch, goals);
  const opening = runs.some(({ phase }) => phase === "opening");
  const goal = bounded
    ? t(" of {steps}", { steps: counted(steps) })
    : t(", epoch {pass} of {passes}", { pass: pass.toFixed(1), passes });
  return (
    <label className={styles["progress"]}>
      <progress
        max={bounded ? steps : passes}
        value={bounded ? done : pass}
        aria-label={t("How far the runs have come")}
      />
      <span>
        {opening
          ? t("getting ready")
          : rich("step {done}{goal}", { done: <b data-name="step">{counted(done)}</b>, goal })}
        {left === null ? "" : t(", {left} to go", { left: duration(left) })}
        {speed(runs)}
      </span>
    </label>
  );
}

function stepsOf({ snapshot }: RunView, passes: number): number {
  if (snapshot === null || !(snapshot.epoch > 0)) return 0;
  return Math.round((snapshot.step / snapshot.epoch) * passes);
}

/**
 * Runs share the machine, so that their times add up; null while nothing runs or no speed is known.
 */
function remaining(
  runs: readonly RunView[],
  batch: number,
  goals: readonly number[],
): number | null {
  const times = runs.map(({ phase, snapshot }, at) =>
    phase === "running" ? secondsLeft(snapshot, batch, goals[at] ?? 0) : null,
  );
  const known = times.filter((time) => time !== null);
  const running = runs.filter(({ phase }) => phase === "running").length;
  return known.length === 0 || known.length < running
    ? null
    : known.reduce((sum, time) => sum + time, 0);
}

function speed(runs: readonly RunView[]): string {
  const [only] = runs;
  if (runs.length !== 1 || only?.phase !== "running" || only.snapshot === null) return "";
  return t(", {imagesPerSecond} pictures per second", {
    imagesPerSecond: counted(Math.round(only.snapshot.imagesPerSecond)),
  });
}
