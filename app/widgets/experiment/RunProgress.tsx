/** How far the runs have come through the training digits, and how long the rest of this pass will take. */
import { duration, secondsLeft, type RunView } from "../training-desk/run-view";
import styles from "./experiment.module.css";

export function RunProgress({ runs, batch }: { readonly runs: readonly RunView[]; readonly batch: number }) {
  const [pass, share] = placeOf(runs);
  const left = remaining(runs, batch, pass);
  return (
    <label className={styles["progress"]}>
      <progress max={1} value={share} aria-label={`Pass ${pass} over the training digits`} />
      <span>
        {runs.map((view, at) => told(view, runs.length === 1 ? "" : `${"AB"[at] ?? ""} `)).join(", ")}
        {`; pass ${pass} over the digits ${Math.round(share * 100)} %`}
        {left === null ? "" : `, ${duration(left)} to go`}
      </span>
    </label>
  );
}

/** Which pass the slower run is in, from 1, and what part of it is done. */
function placeOf(runs: readonly RunView[]): readonly [number, number] {
  const slowest = Math.min(...runs.map(({ snapshot }) => snapshot?.epoch ?? 0));
  const pass = Math.floor(slowest + 1e-9) + 1;
  return [pass, slowest - (pass - 1)];
}

/** Runs share the machine, so that their times add up; null while nothing runs or no speed is known. */
function remaining(runs: readonly RunView[], batch: number, pass: number): number | null {
  const times = runs
    .filter(({ phase }) => phase === "running")
    .map(({ snapshot }) => {
      const perPass = snapshot === null || !(snapshot.epoch > 0) ? null : snapshot.step / snapshot.epoch;
      return perPass === null ? null : (secondsLeft(snapshot, batch, Math.round(perPass * pass)) ?? 0);
    });
  const known = times.filter((time) => time !== null);
  return known.length === 0 || known.length < times.length ? null : known.reduce((sum, time) => sum + time, 0);
}

function told({ snapshot, phase }: RunView, name: string): string {
  if (phase === "opening") return `${name}getting ready`;
  const speed =
    snapshot !== null && snapshot.imagesPerSecond > 0 && phase === "running"
      ? ` (${Math.round(snapshot.imagesPerSecond).toLocaleString("en-US")} digits a second)`
      : "";
  return `${name}step ${(snapshot?.step ?? 0).toLocaleString("en-US")}${speed}`;
}
