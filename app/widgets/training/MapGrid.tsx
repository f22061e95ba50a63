/** One variant's map: a table of buttons, coloured by the loss, with the number in each. */
import { t } from "../../language/words";
import { decade, readable } from "../../figures/curve/format";
import { classes, variables } from "../../figures/marks/style";
import type { MapState } from "../../runs/map-run";
import { css, labelOn, rgbAt, unsignedIndex } from "../../theme/colour";
import { useScheme } from "../../theme/scheme";
import { type Axis, axisOf, type MapCell } from "./axes";
import { lossAt } from "./sentences";
import { SETTINGS } from "./settings";
import type { Props } from "./Training";
import styles from "./training.module.css";

/** The loss of guessing among ten: what has not learned anything. */
const GUESSING = Math.log(10);

export interface MapGridProps extends Pick<Props, "state" | "change"> {
  readonly name: string;
  readonly cells: readonly MapCell[];
  readonly found: MapState;
}

export function MapGrid({ name, state, change, cells, found }: MapGridProps) {
  const own = cells.filter(({ variant }) => variant === name);
  const [across, down] = [axisOf(state.across), axisOf(state.down)];
  const rows = down?.values ?? [null];
  const titled = (key: keyof typeof SETTINGS): string => SETTINGS[key].label;
  return (
    <table className={styles["map"]}>
      <caption>
        {name} <small>{titleOf(across, down)}</small>
      </caption>
      <thead>
        <tr>
          <td aria-label={down === null ? t("no second setting") : titled(down.key)} />
          {(across?.values ?? [null]).map((value) => (
            <th key={String(value)} scope="col">
              {headOf(value)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((value) => (
          <tr key={String(value)}>
            <th scope="row">{headOf(value)}</th>
            {own
              .filter((cell) => cell.down === value)
              .map((cell) => (
                <td key={cell.id}>
                  <Cell
                    cell={cell}
                    found={found}
                    open={state.opened === cell.id}
                    onOpen={() =>
                      change({ ...state, opened: state.opened === cell.id ? null : cell.id })
                    }
                  />
                </td>
              ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "Learning rate ↓ Seed →" */
export function titleOf(across: Axis | null, down: Axis | null): string {
  const words = [
    down === null ? "" : `${SETTINGS[down.key].label} ↓`,
    across === null ? "" : `${SETTINGS[across.key].label} →`,
  ];
  return words.filter((one) => one !== "").join(" ");
}

/** A small power of ten by its exponent: many columns stand side by side on a phone. */
export function headOf(value: MapCell["across"]): string {
  if (value === null) return "";
  const isPower =
    typeof value === "number" && value < 0.01 && Number(value.toPrecision(1)) === value;
  return isPower ? decade(value) : String(value);
}

function Cell({
  cell,
  found,
  open,
  onOpen,
}: {
  readonly cell: MapCell;
  readonly found: MapState;
  readonly open: boolean;
  readonly onOpen: () => void;
}) {
  const scheme = useScheme();
  const result = found.results[cell.id];
  const loss = result === undefined ? Number.NaN : lossAt(result, Number.POSITIVE_INFINITY);
  const alive = result !== undefined && result.phase !== "dead" && Number.isFinite(loss);
  // The better, the stronger: the table goes from the loss of guessing down to 0.
  const fill = alive
    ? rgbAt("sequential", scheme, unsignedIndex(GUESSING - loss, 0, GUESSING))
    : null;
  const text = result?.phase === "dead" ? "NaN" : Number.isNaN(loss) ? "·" : readable(loss);
  return (
    <button
      type="button"
      aria-pressed={open}
      aria-label={`${cell.id}: ${result === undefined ? t("not trained yet") : t("loss {text}", { text })}`}
      className={classes(
        styles["cell"],
        result?.phase === "dead" && styles["dead"],
        result?.phase === "running" && styles["busy"],
      )}
      style={
        fill === null ? undefined : variables({ "--fill": css(fill), "--label": labelOn(fill) })
      }
      onClick={onOpen}
    >
      {text}
    </button>
  );
}
