/**
 * The scale that belongs to a heat map: which colour is which number. Signed scales are symmetric
 * and mark zero.
 */
import { t } from "../../../language/words";
import { memo } from "react";
import { css, type Palette, rgbAt } from "../../../theme/colour";
import { type Scheme, useScheme } from "../../../theme/scheme";
import { printed, spoken } from "../../describe/number";
import type { Colouring } from "../number-grid/cell-style";
import styles from "./colour-scale.module.css";

const BANDS = 32;

export interface ColourScaleProps extends Colouring {
  /** What the numbers are: "filtered brightness". */
  readonly label: string;
}

export function ColourScale({ label, palette, low, high }: ColourScaleProps) {
  const scheme = useScheme();
  const ends = palette === "diverging" ? [-high, 0, high] : [low, high];
  const words = ends.map((end) => printed(spoken(end)));
  return (
    <figure className={styles["scale"]}>
      <figcaption className="hidden-text">
        {t("Colour scale of {label}, from {low} to {high}", {
          label,
          low: words[0] ?? "",
          high: words.at(-1) ?? "",
        })}
      </figcaption>
      <Bar palette={palette} scheme={scheme} />
      <span className={styles["ends"]} aria-hidden>
        {words.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </span>
    </figure>
  );
}

interface BarProps {
  readonly palette: Palette;
  readonly scheme: Scheme;
}

/** The colours, which stay when the numbers at their ends change. */
const Bar = memo(function Bar({ palette, scheme }: BarProps) {
  return (
    <svg
      viewBox={`0 0 ${BANDS} 1`}
      preserveAspectRatio="none"
      className={styles["bar"]}
      aria-hidden
    >
      {Array.from({ length: BANDS }, (_, at) => (
        <rect
          key={at}
          x={at}
          width={1.05}
          height={1}
          fill={css(rgbAt(palette, scheme, Math.round((at * 255) / (BANDS - 1))))}
        />
      ))}
    </svg>
  );
});
