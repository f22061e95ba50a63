/**
 * The curve's numbers as a table, closed until wanted. Long runs are shown at evenly spaced steps,
 * and the table says so.
 */
import { t, word } from "../../language/words";
import { useState } from "react";
import styles from "./Curve.module.css";
import { type Across, stepsOf, type Series } from "./series";
import { capital } from "../describe/capital";

const ROWS = 25;

interface TableProps {
  readonly title: string;
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  readonly across: Across;
}

export function CurveTable({ title, series, format, across }: TableProps) {
  const [open, setOpen] = useState(false);
  return (
    <details
      className={styles["table"]}
      data-controls
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t("Table")}</summary>
      {open && <Rows title={title} series={series} format={format} across={across} />}
    </details>
  );
}

function Rows({ title, series, format, across }: TableProps) {
  const steps = stepsOf(series);
  const shown = spaced(steps, ROWS);
  const columns = series.map((one) => ({
    ...one,
    values: new Map(one.points.map((point) => [point.step, point.value])),
  }));
  return (
    <div className={styles["scroll"]}>
      <table aria-label={title}>
        <caption>
          {shown.length < steps.length
            ? t("{shown} of {steps} {number}, evenly spaced", {
                shown: shown.length,
                steps: steps.length,
                number: word(across.many),
              })
            : `${steps.length} ${across.many}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">{capital(across.one)}</th>
            {columns.map((one) => (
              <th key={one.id} scope="col">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((step) => (
            <tr key={step}>
              <th scope="row">{across.at(step)}</th>
              {columns.map((one) => {
                const value = one.values.get(step);
                return <td key={one.id}>{value === undefined ? "" : format(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** At most `count` of them, evenly spaced, the first and the last included. */
export function spaced(steps: readonly number[], count: number): readonly number[] {
  if (steps.length <= count) return steps;
  return Array.from(
    { length: count },
    (_, at) => steps[Math.round((at * (steps.length - 1)) / (count - 1))] ?? 0,
  );
}
