/**
 * Classes with their probabilities (0 … 1) as bars, in the order given; the largest is said and
 * marked by weight, not by colour alone.
 */
import { t } from "../../language/words";
import { percent } from "../curve/format";
import { classes, variables } from "../marks/style";
import styles from "./bars.module.css";

export interface ProbabilityBarsProps {
  readonly title: string;
  readonly labels: readonly string[];
  /** Null while nothing is classified. */
  readonly probabilities: ArrayLike<number> | null;
  /** A class that is marked as the right one, by place. */
  readonly truth?: number | null;
  readonly onAsk?: (at: number) => void;
}

export function ProbabilityBars(props: ProbabilityBarsProps) {
  const { title, labels, probabilities, truth = null, onAsk } = props;
  const best = probabilities === null ? -1 : bestOf(probabilities);
  return (
    <ol
      className={styles["probabilities"]}
      aria-label={describeProbabilities(title, labels, probabilities)}
    >
      {labels.map((label, at) => {
        const share = probabilities?.[at] ?? 0;
        const text = probabilities === null ? "" : percent(share);
        const inside = (
          <>
            <span className={styles["name"]}>{label}</span>
            <span className={styles["track"]}>
              <span
                className={styles["bar"]}
                data-share={share}
                style={variables({ "--share": Number.isFinite(share) ? share : 0 })}
              />
            </span>
            <span className={styles["number"]}>{text}</span>
          </>
        );
        return (
          <li
            key={label}
            className={classes(
              styles["row"],
              at === best && styles["best"],
              at === truth && styles["truth"],
            )}
          >
            {onAsk === undefined ? (
              inside
            ) : (
              <button
                type="button"
                onClick={() => onAsk(at)}
                aria-label={t("{label}: {text}. Where does this come from?", { label, text })}
              >
                {inside}
              </button>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Place of the largest; the first on a tie, −1 when none is a number. */
export function bestOf(values: ArrayLike<number>): number {
  let best = -1;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? Number.NaN;
    if (!Number.isNaN(value) && (best < 0 || value > (values[best] ?? Number.NEGATIVE_INFINITY)))
      best = at;
  }
  return best;
}

/** Softmax: shares that add up to 1. The largest is subtracted first: no power overflows. */
export function softmaxOf(values: ArrayLike<number>): Float64Array {
  const list = Float64Array.from(values);
  const largest = list.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const raised = list.map((value) => Math.exp(value - largest));
  const sum = raised.reduce((total, value) => total + value, 0);
  return raised.map((value) => value / sum);
}

/** All places, that of the largest first; the lower place first on a tie. */
export function ranked(values: ArrayLike<number>): readonly number[] {
  return Array.from(values, (_, at) => at).toSorted(
    (a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b,
  );
}

export function describeProbabilities(
  title: string,
  labels: readonly string[],
  probabilities: ArrayLike<number> | null,
): string {
  if (probabilities === null) return t("{title}: nothing classified yet", { title });
  const order = labels
    .map((label, at) => ({ label, share: probabilities[at] ?? Number.NaN }))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, 3);
  return `${title}: ${order.map(({ label, share }) => `${label} ${percent(share)}`).join(", ")}`;
}
