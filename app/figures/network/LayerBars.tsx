/**
 * One number per layer, as bars on a logarithmic axis with a mark at every power of ten; two runs
 * lie side by side in one row. Meant for norms: zero and less have no bar and say so; NaN and
 * infinity are written in words.
 */
import { t } from "../../language/words";
import type { ReactNode } from "react";
import curve from "../curve/Curve.module.css";
import { decade, readable } from "../curve/format";
import { log, extent } from "../curve/scale";
import { type Series, toneOf } from "../curve/series";
import { classes, variables } from "../marks/style";
import styles from "./bars.module.css";

export interface LayerBarsProps {
  readonly title: string;
  readonly layers: readonly string[];
  /** One or two runs; values by layer name, absent: not measured. */
  readonly runs: readonly {
    readonly label: string;
    readonly values: Readonly<Record<string, number>>;
  }[];
  readonly chosen?: string | null;
  readonly onChoose?: ((layer: string) => void) | undefined;
}

export function LayerBars({ title, layers, runs, chosen = null, onChoose }: LayerBarsProps) {
  const axis = barAxis(runs);
  const marks = axis.ticks(6);
  return (
    <figure className={styles["layerBars"]} aria-label={describeBars(title, layers, runs)}>
      <figcaption className={styles["heading"]}>
        <strong>{title}</strong>
        {runs.map((run, at) => (
          <RunKey key={run.label} at={at}>
            {run.label}
          </RunKey>
        ))}
      </figcaption>
      <ol className={styles["layers"]}>
        {layers.map((layer) => (
          <li
            key={layer}
            className={classes(styles["layer"], layer === chosen && styles["chosen"])}
          >
            <Name layer={layer} chosen={layer === chosen} onChoose={onChoose} />
            <span className={styles["pair"]}>
              {marks.map((mark) => (
                <span
                  key={mark}
                  className={styles["rule"]}
                  style={variables({ "--share": axis.at(mark) })}
                  aria-hidden
                />
              ))}
              {runs.map((run, at) => (
                <Bar
                  key={run.label}
                  value={run.values[layer]}
                  share={axis.at(run.values[layer] ?? Number.NaN)}
                  tone={toneOf(at)}
                />
              ))}
            </span>
          </li>
        ))}
      </ol>
      <div className={styles["ticks"]} aria-hidden>
        {marks.map((mark) => (
          <span key={mark} style={variables({ "--share": axis.at(mark) })}>
            {decade(mark)}
          </span>
        ))}
      </div>
    </figure>
  );
}

interface RunKeyProps {
  readonly at: number;
  readonly children: ReactNode;
}

/** A run's colour, and what is written of it. */
export function RunKey({ at, children }: RunKeyProps) {
  return (
    <span className={classes(styles["key"], curve[toneOf(at)])}>
      <span className={styles["swatch"]} aria-hidden />
      {children}
    </span>
  );
}

interface NameProps extends Pick<LayerBarsProps, "onChoose"> {
  readonly layer: string;
  readonly chosen: boolean;
}

function Name({ layer, chosen, onChoose }: NameProps) {
  if (onChoose === undefined) return <span className={styles["name"]}>{layer}</span>;
  return (
    <button
      type="button"
      className={styles["name"]}
      aria-pressed={chosen}
      onClick={() => onChoose(layer)}
    >
      {layer}
    </button>
  );
}

interface BarProps {
  readonly value: number | undefined;
  readonly share: number;
  readonly tone: Series["tone"];
}

function Bar({ value, share, tone }: BarProps) {
  const broken = value !== undefined && !Number.isFinite(value);
  const drawn = Number.isFinite(share) ? Math.max(0, Math.min(1, share)) : broken ? 1 : 0;
  return (
    <span className={classes(styles["track"], curve[tone], broken && styles["broken"])}>
      <span
        className={styles["bar"]}
        data-value={value === undefined ? undefined : String(value)}
        style={variables({ "--share": drawn })}
      />
      <span className={styles["number"]} style={variables({ "--share": drawn })}>
        {value === undefined ? "–" : readable(value)}
      </span>
    </span>
  );
}

/** Whole powers of ten round all values, at least three of them, places 0 … 1. */
export function barAxis(runs: LayerBarsProps["runs"]) {
  const [low, high] = extent(
    runs.flatMap((run) => Object.values(run.values)),
    "log",
  ) ?? [1e-3, 1];
  const top = Math.ceil(Math.log10(high) + 1e-9);
  return log(10 ** Math.min(Math.floor(Math.log10(low)) - 1, top - 3), 10 ** top, 0, 1);
}

export function describeBars(
  title: string,
  layers: readonly string[],
  runs: LayerBarsProps["runs"],
): string {
  const parts = runs.map((run) => {
    const [first, last] = [layers[0] ?? "", layers.at(-1) ?? ""];
    const [low, high] = [run.values[first], run.values[last]];
    if (low === undefined || high === undefined)
      return t("{label}: not measured yet", { label: run.label });
    const ratio = high / low;
    const compared =
      Number.isFinite(ratio) && ratio > 0 ? t(", {ratio} times", { ratio: readable(ratio) }) : "";
    return `${run.label}: ${first} ${readable(low)}, ${last} ${readable(high)}${compared}`;
  });
  return t("{title} by layer. {parts}.", { title, parts: parts.join(". ") });
}
