/** One strip a layer between its name and what is said of it, over one axis. */
import type { ReactNode } from "react";
import { variables } from "../marks/style";
import styles from "./bars.module.css";

interface LayerStrip {
  readonly layer: string;
  /** For a screen reader, the layer's name with it. */
  readonly words: string;
  readonly strip: ReactNode;
  readonly said: string;
}

interface LayerStripsProps {
  readonly title: string;
  readonly layers: readonly LayerStrip[];
  /** Whether what is said is a range of values, which takes more room than a share. */
  readonly ranges?: boolean;
  readonly ticks: readonly { readonly text: string; readonly share: number }[];
}

export function LayerStrips({ title, layers, ranges = false, ticks }: LayerStripsProps) {
  return (
    <figure className={styles["layerBars"]}>
      <figcaption className={styles["heading"]}>
        <strong>{title}</strong>
      </figcaption>
      <ol className={styles["layers"]}>
        {layers.map(({ layer, words, strip, said }) => (
          <li key={layer} className={styles["layer"]} aria-label={words}>
            <span className={styles["name"]}>{layer}</span>
            {strip}
            <span className={styles[ranges ? "spread" : "zeros"]}>{said}</span>
          </li>
        ))}
      </ol>
      <div
        className={styles["ticks"]}
        {...{ [ranges ? "data-spread" : "data-wide"]: true }}
        aria-hidden
      >
        {ticks.map(({ text, share }) => (
          <span key={text} style={variables({ "--share": share })}>
            {text}
          </span>
        ))}
      </div>
    </figure>
  );
}
