/**
 * The values of each layer on one linear axis: bars at one step, over the outline of an earlier
 * one, so that what has moved is seen. One strip a layer, both of a strip to one height. Pure.
 */
import { t } from "../../language/words";
import { ticks } from "d3-array";
import { readable } from "../curve/format";
import { binShares } from "./bins";
import { LayerStrips } from "./LayerStrips";
import styles from "./bars.module.css";

/** Numbers of a layer at equal parts in order, from the least to the largest. */
type Ordered = readonly number[];

export interface LayerValues {
  readonly layer: string;
  readonly before: Ordered;
  readonly now: Ordered;
}

export interface ValueHistogramsProps {
  readonly title: string;
  readonly layers: readonly LayerValues[];
  /** Ends of the axis. */
  readonly low: number;
  readonly high: number;
}

const BINS = 40;
const HEIGHT = 12;

export function ValueHistograms({ title, layers, low, high }: ValueHistogramsProps) {
  const strips = layers.map((one) => ({
    layer: one.layer,
    words: described(one),
    strip: <Strip {...one} low={low} high={high} />,
    said: middle(one.now),
  }));
  const marks = ticks(low, high, 4).map((tick) => ({
    text: readable(tick),
    share: (tick - low) / (high - low || 1),
  }));
  return <LayerStrips title={title} layers={strips} ranges ticks={marks} />;
}

function Strip({ before, now, low, high }: LayerValues & { low: number; high: number }) {
  const [were, are] = [before, now].map((ordered) => binShares(ordered, low, high, BINS));
  const most = Math.max(...(were ?? []), ...(are ?? [])) || 1;
  const heightOf = (share: number): number => (HEIGHT * share) / most;
  const outline = (were ?? []).map((share, at) => `L${at} ${HEIGHT - heightOf(share)}h1`).join("");
  return (
    <svg
      viewBox={`0 0 ${BINS} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={styles["values"]}
      aria-hidden
    >
      {are?.map((share, at) =>
        share === 0 ? null : (
          <rect
            key={at}
            x={at}
            y={HEIGHT - heightOf(share)}
            width={1}
            height={heightOf(share)}
            data-share={share}
          />
        ),
      )}
      <path className={styles["before"]} d={`M0 ${HEIGHT}${outline}L${BINS} ${HEIGHT}`} />
    </svg>
  );
}

/** Where the middle 70 % of the numbers lie. */
function middle(ordered: Ordered): string {
  const at = (share: number): string =>
    readable(ordered[Math.round(share * (ordered.length - 1))] ?? Number.NaN);
  return `${at(0.15)} … ${at(0.85)}`;
}

function described({ layer, before, now }: LayerValues): string {
  return t("{layer}: the middle 70 % were {before}, now {now}", {
    layer,
    before: middle(before),
    now: middle(now),
  });
}
