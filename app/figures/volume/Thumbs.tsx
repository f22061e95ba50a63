/** Small pictures of sheets, one of them chosen: the others wait there until they are picked. */
import { useId } from "react";
import type { Role } from "../../../engine/core/expression";
import type { Window } from "../marks/grid";
import { HeatMap } from "../marks/heat-map/HeatMap";
import styles from "./cards.module.css";

export interface ThumbsProps {
  readonly label: string;
  readonly hue: Role;
  /** [sheet][row][column]; null is not computed yet. */
  readonly sheets: readonly (readonly (readonly (number | null)[])[])[];
  /** Magnitude at full colour. */
  readonly high: number;
  readonly chosen: number;
  /** Width of a picture in px. */
  readonly size: number;
  /** Outlined in every picture. */
  readonly window?: Window | null | undefined;
  /** The label is only said, not shown. */
  readonly bare?: boolean;
  readonly onChoose: (at: number) => void;
}

export function Thumbs(props: ThumbsProps) {
  const { label, hue, sheets, high, chosen, size, window = null, bare = false, onChoose } = props;
  const group = useId();
  return (
    <fieldset className={styles["thumbs"]} data-role={hue}>
      <legend className="hidden-text">{label}</legend>
      {!bare && (
        <span className={styles["legend"]} aria-hidden>
          {label}
        </span>
      )}
      {sheets.map((sheet, at) => (
        <label key={at} className={styles["thumb"]}>
          <input
            type="radio"
            name={group}
            checked={at === chosen}
            onChange={() => onChoose(at)}
            aria-label={`${label} ${at}`}
          />
          <span aria-hidden>
            <HeatMap
              label=""
              rows={sheet.length}
              columns={sheet[0]?.length ?? 0}
              data={sheet.flatMap((row) => row.map((value) => value ?? 0))}
              colouring={{ palette: "diverging", low: -high, high }}
              width={size}
              rings={window === null ? [] : [{ ...window, hue: "weight" }]}
            />
          </span>
          <span aria-hidden>{at}</span>
        </label>
      ))}
    </fieldset>
  );
}
