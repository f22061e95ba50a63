/** One variant's map: a table of buttons, coloured by the loss, with the number in each. */
import { t } from "../../language/words";
import { readable } from "../../figures/curve/format";
import { classes, variables } from "../../figures/marks/style";
import type { MapState } from "../../runs/map-run";
import { css, labelOn, rgbAt, unsignedIndex } from "../../theme/colour";
import { useScheme } from "../../theme/scheme";
import type { MapCell } from "./axes";
import { MapTable } from "./MapTable";
import { lossAt } from "./sentences";
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
  const open = (id: string | null): void => change({ ...state, opened: id });
  return (
    <MapTable title={name} state={state} pairs={own}>
      {(cell) => (
        <Cell
          cell={cell}
          found={found}
          open={state.opened === cell.id}
          onOpen={() => open(state.opened === cell.id ? null : cell.id)}
        />
      )}
    </MapTable>
  );
}

interface CellProps {
  readonly cell: MapCell;
  readonly found: MapState;
  readonly open: boolean;
  readonly onOpen: () => void;
}

function Cell({ cell, found, open, onOpen }: CellProps) {
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
