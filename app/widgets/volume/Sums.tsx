/** The last line of the ledger: what each channel adds, the bias, and the number that they make. The texts are the arithmetic's. */
import type { Line } from "../../figures/describe/arithmetic";
import { classes } from "../../figures/marks/style";
import { BiasCell, type SheetProps } from "./Sheets";
import type { Scene } from "./scene";
import styles from "./plate.module.css";

interface SumsProps {
  readonly scene: Scene;
  readonly channel: number;
  readonly onChoose: () => void;
}

/** The sub-total of one channel; nothing while the step has not come to it. */
export function Sums({ scene, channel, onChoose }: SumsProps) {
  const line = scene.groups.get(channel);
  if (line === undefined) return null;
  const { text } = line.result;
  return (
    <>
      {channel > 0 && (
        <span className={styles["plus"]} aria-hidden>
          +
        </span>
      )}
      <button
        type="button"
        className={styles["subtotal"]}
        data-share={text}
        aria-label={`Channel ${channel} adds ${text}`}
        aria-pressed={channel === scene.front.channel}
        onClick={onChoose}
      >
        {channel > 0 && text.startsWith("−") ? `(${text})` : text}
      </button>
    </>
  );
}

/** "+ bias = z", and what the activation makes of it. */
export function Total(props: SheetProps) {
  const { state, scene } = props;
  const forward = state.direction === "forward";
  const [z, y] = forward && scene.complete ? endOf(scene.arithmetic?.lines ?? []) : [null, null];
  return (
    <div className={styles["total"]}>
      <span className={styles["plus"]} aria-hidden>
        {forward ? "+" : ""}
      </span>
      <div className={classes(styles["bias"], props.meant === "bias" && styles["meantBias"])}>
        <BiasCell {...props} />
        <span className={styles["name"]}>{forward || state.of !== "b" ? "bias" : "its gradient"}</span>
      </div>
      {z !== null && (
        <p className={styles["result"]}>
          {z.relation} <b data-sum={z.result.text}>{z.result.text}</b>
          {y !== null && (
            <>
              {" "}
              <span className={styles["then"]}>ReLU</span> <b>{y.result.text}</b>
            </>
          )}
        </p>
      )}
    </div>
  );
}

/** The line of the sum z, and the line of what follows it, if something does. */
function endOf(lines: readonly Line[]): readonly [Line | null, Line | null] {
  const whole = lines.at(-1) ?? null;
  const z = lines.find((line) => line.label === "z");
  return z === undefined ? [whole, null] : [z, whole];
}
