/** Where the run stands: step, epoch, speed, loss, held-out accuracy, and how long the present stretch will take. */
import { percent, readable } from "../../figures/curve/format";
import { duration, secondsLeft, type RunView } from "./run-view";
import styles from "./training-desk.module.css";

/** Pictures to train on; the other 2,000 are held out. */
export const TRAINING: Readonly<Record<string, number>> = { mnist: 8000, fashion: 10_000 };
const STRETCHES = [1, 5, 10, 20, 50, 100];

export function DeskNumbers({
  view,
  batch,
  dataset = "mnist",
}: {
  readonly view: RunView;
  readonly batch: number;
  readonly dataset?: string;
}) {
  const step = view.snapshot?.step ?? 0;
  const perEpoch = Math.floor((TRAINING[dataset] ?? 8000) / batch);
  const epochs = STRETCHES.find((count) => count * perEpoch > step) ?? Math.ceil((step + 1) / perEpoch);
  const goal = epochs * perEpoch;
  const left = secondsLeft(view.snapshot, batch, goal);
  const score = view.scores.at(-1);
  return (
    <div className={styles["numbers"]}>
      <dl>
        <Item name="step" value={step.toLocaleString("en-US")} />
        <Item name="epoch" value={(step / perEpoch).toFixed(2)} />
        <Item name="pictures a second" value={speed(view)} />
        <Item name="loss now" value={view.losses.length === 0 ? "–" : readable(view.losses.at(-1)?.value ?? Number.NaN)} />
        <Item name="held-out accuracy" value={score === undefined ? "–" : percent(score.accuracy)} strong />
      </dl>
      <label className={styles["progress"]}>
        <progress max={goal} value={step} />
        <span>
          {epochs} {epochs === 1 ? "epoch" : "epochs"} is {goal.toLocaleString("en-US")} steps
          {view.phase === "running" && left !== null ? `, ${duration(left)} to go` : ""}
        </span>
      </label>
    </div>
  );
}

function speed({ phase, snapshot }: RunView): string {
  if (snapshot === null || !(snapshot.imagesPerSecond > 0) || phase !== "running") return "–";
  return Math.round(snapshot.imagesPerSecond).toLocaleString("en-US");
}

function Item({ name, value, strong = false }: { readonly name: string; readonly value: string; readonly strong?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-name={name}>{strong ? <b>{value}</b> : value}</dd>
    </div>
  );
}
