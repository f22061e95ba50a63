/** Two settings across and down, with what is known of each pair of them. */
import type { ReactNode } from "react";
import { t, word } from "../../language/words";
import { decade } from "../../figures/curve/format";
import { type Axis, axisOf, type MapCell } from "./axes";
import { SETTINGS } from "./settings";
import type { Props } from "./Training";
import styles from "./training.module.css";

interface MapTableProps<Pair extends Pick<MapCell, "across" | "down">> {
  /** Said before the names of the two settings. */
  readonly title: string;
  readonly state: Pick<Props["state"], "across" | "down">;
  /** Row by row. */
  readonly pairs: readonly Pair[];
  readonly children: (pair: Pair) => ReactNode;
}

export function MapTable<Pair extends Pick<MapCell, "across" | "down">>({
  title,
  state,
  pairs,
  children,
}: MapTableProps<Pair>): ReactNode {
  const [across, down] = [axisOf(state.across), axisOf(state.down)];
  return (
    <table className={styles["map"]}>
      <caption>
        {title} <small>{titleOf(across, down)}</small>
      </caption>
      <thead>
        <tr>
          <td aria-label={down === null ? t("no second setting") : nameOf(down)} />
          {(across?.values ?? [null]).map((value) => (
            <th key={String(value)} scope="col">
              {headOf(value)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(down?.values ?? [null]).map((value) => (
          <tr key={String(value)}>
            <th scope="row">{headOf(value)}</th>
            {pairs
              .filter((pair) => pair.down === value)
              .map((pair) => (
                <td key={String(pair.across)}>{children(pair)}</td>
              ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function nameOf({ key }: Axis): string {
  return word(SETTINGS[key].label);
}

/** "Learning rate ↓ Seed →" */
function titleOf(across: Axis | null, down: Axis | null): string {
  const words = [
    down === null ? "" : `${nameOf(down)} ↓`,
    across === null ? "" : `${nameOf(across)} →`,
  ];
  return words.filter((one) => one !== "").join(" ");
}

/** A small power of ten by its exponent: many columns stand side by side on a phone. */
function headOf(value: MapCell["across"]): string {
  if (value === null) return "";
  const isPower =
    typeof value === "number" && value < 0.01 && Number(value.toPrecision(1)) === value;
  return isPower ? decade(value) : String(value);
}
