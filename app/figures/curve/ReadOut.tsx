/** What a curve's runs have at the step that is read: as words above the plot, and as a slider. */
import { t, word } from "../../language/words";
import { classes } from "../marks/style";
import styles from "./Curve.module.css";
import { type Across, nearestStep, neighbour, pointAt, type Series } from "./series";

interface ReadOutProps {
  readonly title: string;
  readonly series: readonly Series[];
  readonly cursor: number | null;
  readonly format: (value: number) => string;
  readonly across: Across;
}

export function ReadOut({ title, series, cursor, format, across }: ReadOutProps) {
  return (
    <figcaption className={styles["readout"]}>
      <strong>{title}</strong>
      {series.map((one) => {
        const point = cursor === null ? (one.points.at(-1) ?? null) : pointAt(one.points, cursor);
        return (
          <span key={one.id} className={classes(styles[one.tone], styles["key"])}>
            <span className={classes(styles["swatch"], styles[one.mark])} aria-hidden="true" />
            {one.label} <b>{point === null ? "–" : format(point.value)}</b>
          </span>
        );
      })}
      {cursor !== null && (
        <span className={styles["at"]}>
          {word(across.one)} {across.at(cursor)}
        </span>
      )}
    </figcaption>
  );
}

export function readOutText(
  series: readonly Series[],
  cursor: number | null,
  format: (value: number) => string,
  across: Across,
): string {
  const parts = series.flatMap((one) => {
    const point = cursor === null ? (one.points.at(-1) ?? null) : pointAt(one.points, cursor);
    return point === null
      ? []
      : [
          t("{label} {value} at {unit} {place}", {
            label: one.label,
            value: format(point.value),
            unit: word(across.one),
            place: across.at(point.step),
          }),
        ];
  });
  return parts.length === 0 ? t("nothing measured yet") : parts.join(", ");
}

interface ScrubberProps {
  readonly title: string;
  readonly series: readonly Series[];
  readonly first: number;
  readonly last: number;
  readonly cursor: number | null;
  readonly text: string;
  readonly unit: string;
  readonly move: (step: number | null) => void;
}

/**
 * The keyboard's and the screen reader's way along the curve: a slider over its points, seen only
 * as a ring round the plot.
 */
export function Scrubber({ title, series, first, last, cursor, text, unit, move }: ScrubberProps) {
  const now = cursor ?? last;
  return (
    <input
      type="range"
      className={classes("hidden-text", styles["scrubber"])}
      aria-label={t("{title}, read at a {unit}", { title, unit: word(unit) })}
      aria-valuetext={text}
      min={first}
      max={last}
      value={now}
      onChange={(event) => {
        const to = event.target.valueAsNumber;
        // One step of the slider is one point of the curve, however far it lies.
        move(
          Math.abs(to - now) <= 1
            ? neighbour(series, now, to > now ? 1 : -1)
            : nearestStep(series, to),
        );
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") move(null);
      }}
    />
  );
}
