/**
 * Each layer's numbers by size: one strip a layer, 32 columns over log₂|value| from 2⁻²⁴ to 2⁸, the
 * taller the more cells, each strip to its own highest. What is exactly zero has no logarithm: its
 * share stands at the right, in words.
 */
import { t } from "../../language/words";
import { percent } from "../curve/format";
import { LayerStrips } from "./LayerStrips";
import styles from "./bars.module.css";

export interface LayerHistogram {
  readonly layer: string;
  /** 32 counts, zeros left out. */
  readonly counts: readonly number[];
  readonly zeros: number;
  readonly notANumber: number;
}

const TICKS = ["2⁻²⁴", "2⁻¹⁶", "2⁻⁸", "1", "2⁸"].map((text, at) => ({ text, share: at / 4 }));

interface LayerHistogramsProps {
  readonly title: string;
  readonly layers: readonly LayerHistogram[];
}

export function LayerHistograms({ title, layers }: LayerHistogramsProps) {
  const strips = layers.map((one) => ({
    layer: one.layer,
    words: describeHistogram(one),
    strip: <Strip counts={one.counts} />,
    said: one.notANumber > 0 ? t("{count} NaN", { count: one.notANumber }) : zeroText(one),
  }));
  return <LayerStrips title={title} layers={strips} ticks={TICKS} />;
}

function Strip({ counts }: { readonly counts: readonly number[] }) {
  return (
    <svg viewBox="0 0 32 10" preserveAspectRatio="none" className={styles["histogram"]} aria-hidden>
      {heights(counts).map((height, at) =>
        height === 0 ? null : (
          <rect
            key={at}
            x={at}
            y={10 - 10 * height}
            width={0.9}
            height={10 * height}
            data-count={counts[at]}
          />
        ),
      )}
    </svg>
  );
}

export function heights(counts: readonly number[]): readonly number[] {
  const most = Math.max(1, ...counts);
  return counts.map((count) => count / most);
}

function zeroText({ counts, zeros }: LayerHistogram): string {
  const all = zeros + counts.reduce((sum, count) => sum + count, 0);
  return all === 0 ? "–" : t("{share} zero", { share: percent(zeros / all) });
}

/** "relu1: half of the sizes lie below 2⁻³; 48.1 % zero" */
export function describeHistogram(one: LayerHistogram): string {
  const total = one.counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return `${one.layer}: ${zeroText(one)}`;
  let seen = 0;
  const middle = one.counts.findIndex((count) => {
    seen += count;
    return seen * 2 >= total;
  });
  const nan = one.notANumber > 0 ? t(", {count} not a number", { count: one.notANumber }) : "";
  return t("{layer}: middle size about 2 to the power {middle}, {zeros}{nan}", {
    layer: one.layer,
    middle: middle - 24,
    zeros: zeroText(one),
    nan,
  });
}
