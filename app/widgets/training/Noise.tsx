/**
 * Mean and variance of one channel in many batches of four sizes: as dots and as their spread. The
 * numbers are those that the trained network of a run computes for held-out pictures.
 */
import { t } from "../../language/words";
import type { RunsProps } from "./Curves";
import {
  AT_ONCE,
  BATCHES,
  channelSums,
  DRAWN_FROM,
  NOISE_SIZES,
  normalisedTensor,
  type Spread,
  spreadsOf,
  type Sums,
} from "./noise";
import { percent } from "../../figures/curve/format";
import styles from "./training.module.css";
import { type Question, useAtRest } from "./useAtRest";
import { whoOf } from "./words";

/** Of the first run that has batch normalisation. */
export function Noise({ runs }: Pick<RunsProps, "runs">) {
  const run = runs.find(({ network }) => normalisedTensor(network) !== null);
  const spreads = useAtRest(run, measure);
  if (run === undefined) return null;
  const tensor = normalisedTensor(run.network)?.replace(/\.y$/, "") ?? "";
  const who = whoOf(run);
  const reach = Math.max(...(spreads ?? []).flatMap(({ means }) => means.map(Math.abs)), 1e-9);
  return (
    <div className={styles["scroll"]}>
      <table className={styles["conditions"]}>
        <caption>
          {t("{who}{tensor}, channel 0, in {batches} batches of each size{spreads}", {
            who,
            tensor,
            batches: BATCHES,
            spreads: spreads === null ? t(": measured when the runs pause") : "",
          })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("Pictures")}</th>
            <th scope="col">{t("Mean of each batch")}</th>
            <th scope="col">{t("Spread of the mean")}</th>
            <th scope="col">{t("Spread of the variance")}</th>
          </tr>
        </thead>
        <tbody>
          {NOISE_SIZES.map((size, at) => (
            <Row key={size} size={size} spread={spreads?.[at]} reach={reach} />
          ))}
        </tbody>
      </table>
      <p className={styles["hint"]}>
        {t(
          "Spread: standard deviation over the batches; of the mean in parts of the channel’s own deviation, of the variance in parts of its variance.",
        )}
      </p>
    </div>
  );
}

const WIDTH = 220;
const HEIGHT = 20;

interface RowProps {
  readonly size: number;
  readonly spread: Spread | undefined;
  readonly reach: number;
}

function Row({ size, spread, reach }: RowProps) {
  return (
    <tr>
      <th scope="row">{size}</th>
      <td>
        <svg className={styles["strip"]} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          <line x1={WIDTH / 2} x2={WIDTH / 2} y1={0} y2={HEIGHT} />
          {spread?.means.map((mean, at) => (
            <circle
              key={at}
              cx={WIDTH / 2 + (mean / reach) * (WIDTH / 2 - 3)}
              cy={HEIGHT / 2 + ((at % 5) - 2) * 3}
              r={1.6}
            />
          ))}
        </svg>
      </td>
      <td>{spread === undefined ? "·" : percent(spread.ofMean)}</td>
      <td>{spread === undefined ? "·" : percent(spread.ofVariance)}</td>
    </tr>
  );
}

const measure: Question<readonly Spread[]> = async ({ handle, network }, hear, isWanted) => {
  const tensor = normalisedTensor(network);
  if (tensor === null) return;
  const parts: Sums[] = [];
  for (let first = 0; first < DRAWN_FROM; first += AT_ONCE) {
    if (!isWanted()) return;
    const held = Array.from({ length: AT_ONCE }, (_, at) => first + at);
    const { pixels } = await handle.examples(held);
    const input = Float32Array.from(pixels?.data ?? []);
    const read = await handle.infer(input, [tensor], { batch: AT_ONCE, mode: "eval" });
    const { data = [], shape = [] } = read[tensor] ?? {};
    parts.push(channelSums(data, shape));
  }
  hear(
    spreadsOf({
      sums: parts.flatMap(({ sums }) => sums),
      squares: parts.flatMap(({ squares }) => squares),
      each: parts[0]?.each ?? 1,
    }),
  );
};
