/** How far the runs have come through the training digits, and how long the rest of this pass will take. */
import { duration, secondsLeft, type RunView } from "../training-desk/run-view";
import styles from "./experiment.module.css";

/** Passes over the training digits that a run is told on its way to. */
const STRETCHES = [1, 5, 10, 20, 50, 100, 200, 500, 1000];

export function RunProgress({ runs, batch }: { readonly runs: readonly RunView[]; readonly batch: number }) {
  const done = Math.min(...runs.map(({ snapshot }) => snapshot?.epoch ?? 0));
  const goal = STRETCHES.find((passes) => passes > done) ?? Math.ceil(done + 1);
  const left = remaining(runs, batch, goal);
  return (
    <label className={styles["progress"]}>
      <progress max={goal} value={done} aria-label="Passes over the training digits" />
      <span>
        {runs.map((view, at) => told(view, runs.length === 1 ? "" : `${"AB"[at] ?? ""} `)).join(", ")}
        {`; pass ${done.toFixed(1)} of ${goal} over the digits`}
        {left === null ? "" : `, ${duration(left)} to go`}
      </span>
    </label>
  );
}

/** Runs share the machine, so that their times add up; null while nothing runs or no speed is known. */
function remaining(runs: readonly RunView[], batch: number, goal: number): number | null {
  const running = runs.filter(({ phase }) => phase === "running");
  const times = running.map(({ snapshot }) => {
    if (snapshot === null || !(snapshot.epoch > 0)) return null;
    return secondsLeft(snapshot, batch, Math.round((snapshot.step / snapshot.epoch) * goal));
  });
  const known = times.filter((time) => time !== null);
  return known.length === 0 || known.length < times.length ? null : known.reduce((sum, time) => sum + time, 0);
}

function told({ snapshot, phase }: RunView, name: string): string {
  if (phase === "opening") return `${name}getting ready`;
  return `${name}step ${(snapshot?.step ?? 0).toLocaleString("en-US")}`;
}
