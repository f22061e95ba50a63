/** Operations so far: what was guessed, and what was left. */
import { t } from "../../language/words";
import { exact } from "../../figures/network-map/counts";
import { bodyOf, operationsOf, told, type TrainedBlocksState } from "./definition";
import { guessText, rangeOf } from "./GuessPanel";
import { PICTURES } from "./measure";
import { type Operation, pathsOf } from "./operations";
import styles from "./trained-blocks.module.css";
import type { Results } from "./useMeasuring";
import { keyOf } from "./wanted";

export interface HistoryProps {
  readonly state: TrainedBlocksState;
  readonly results: Results;
}

export function History({ state, results }: HistoryProps) {
  const operations = operationsOf(state);
  const rows = [null, ...operations].map((operation, at) => {
    const done = operations.slice(0, at);
    return { operation, right: results.get(keyOf(state.net, done)) ?? null, done };
  });
  return (
    <table className={styles["history"]}>
      <thead>
        <tr>
          <th scope="col">{t("Done")}</th>
          <th scope="col">{t("Guess")}</th>
          <th scope="col">{t("Right of {pictures}", { pictures: PICTURES })}</th>
          <th scope="col">{t("Paths")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ operation, right, done }, at) => (
          <tr key={`${at} ${keyOf(state.net, done)}`}>
            <th scope="row">{operation === null ? t("as trained") : told(operation)}</th>
            <td>{operation === null ? "" : verdict(operation, right)}</td>
            <td>{right ?? "–"}</td>
            <td>{exact(pathsOf(bodyOf(state.net, done), state.net === "residual"))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function verdict({ guess }: Operation, right: number | null): string {
  if (guess === null) return "–";
  if (right === null) return guessText(guess);
  const [from, below] = rangeOf(guess);
  const held = right >= from && right < below;
  return `${guessText(guess)}: ${held ? "yes" : right < from ? "fewer" : "more"}`;
}
