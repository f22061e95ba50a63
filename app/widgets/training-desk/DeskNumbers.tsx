/** Where the run stands: step, epoch, speed, loss, held-out accuracy, and how long the present stretch will take. */
import { percent, readable } from "../../figures/curve/format";
import { stepsPerEpoch, type DeskState } from "./definition";
import { duration, secondsLeft, type RunView } from "./run-view";
import styles from "./training-desk.module.css";

const STRETCHES = [1, 5, 10, 20, 50, 100];

export function DeskNumbers({ view, state }: { readonly view: RunView; readonly state: DeskState }) {
  const step = view.snapshot?.step ?? 0;
  const perEpoch = stepsPerEpoch(state);
  const epochs = STRETCHES.find((count) => count * perEpoch > step) ?? Math.ceil((step + 1) / perEpoch);
  const goal = epochs * perEpoch;
  const left = secondsLeft(view.snapshot, state.batch, goal);
  const score = view.scores.at(-1);
  return (
    <div className={styles["numbers"]}>
      <dl>
        <Item name="step" value={step.toLocaleString("en-US")} />
        <Item name="epoch" value={(step / perEpoch).toFixed(2)} />
        <Item name="pictures a second" value={speed(view)} />
        <Item name="learning rate now" value={view.snapshot === null ? "–" : readable(view.snapshot.learningRate)} />
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
