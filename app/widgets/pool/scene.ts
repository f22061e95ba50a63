/** All that the panels of the pooling figure share. */
import type { Expression } from "../../../engine/core/expression";
import type { Axis } from "../../../engine/core/window";
import type { Place } from "../../figures/marks/grid";
import { cellsIn, type Pointed } from "../conv/pointing";
import type { WidgetProps } from "../widget";
import { explainGradient, explainOutput, gradientOf, pool, tiesAt, tiesOf, type Pooled } from "./compute";
import { currentCell } from "./definition";
import { type PoolState, seek } from "./state";
import type { Matrix } from "../conv/presets";

export interface PoolScene {
  readonly state: PoolState;
  readonly change: WidgetProps<PoolState>["change"];
  readonly locked: ReadonlySet<string>;
  readonly pooled: Pooled;
  readonly rows: Axis;
  readonly columns: Axis;
  readonly gradient: Matrix;
  readonly cell: Place | null;
  readonly value: number;
  readonly expression: Expression | null;
  /** Cells with the same largest number in the current window, or in a window of the current input cell. */
  readonly ties: number;
  /** What the current number reads, by grid, as "row,column". */
  readonly reads: { readonly x: ReadonlySet<string>; readonly dy: ReadonlySet<string> };
  readonly pointed: Pointed | null;
  readonly point: (tensor: string) => (place: Place | null) => void;
  readonly ask: (tensor: string) => (place: Place) => void;
}

export interface PoolHands {
  readonly change: PoolScene["change"];
  readonly locked: ReadonlySet<string>;
  readonly pick: ((tensor: string, index: readonly number[]) => void) | null;
  readonly point: (pointed: Pointed | null) => void;
}

export function poolScene(state: PoolState, pointed: Pointed | null, { change, locked, pick, point }: PoolHands): PoolScene {
  const pooled = pool(state);
  const gradient = gradientOf(state);
  const forward = state.view === "forward";
  const at = currentCell(state);
  const cell = at === null ? null : { row: at[0], column: at[1] };
  const expression =
    cell === null ? null : forward ? explainOutput(state, cell.row, cell.column) : explainGradient(state, cell.row, cell.column);
  return {
    state,
    change,
    locked,
    pooled,
    rows: pooled.rows,
    columns: pooled.columns,
    gradient,
    cell,
    value: cell === null ? Number.NaN : ((forward ? pooled.y : gradient)[cell.row]?.[cell.column] ?? Number.NaN),
    expression,
    ties: cell === null ? 1 : (forward ? tiesAt : tiesOf)(state, cell.row, cell.column),
    reads: { x: cellsIn(expression, "x"), dy: cellsIn(expression, "dy") },
    pointed,
    point: (tensor) => (place) => point(place === null ? null : { tensor, ...place }),
    ask: (tensor) => (place) => {
      if (pick !== null) pick(tensor, [place.row, place.column]);
      else if (tensor === "y" || tensor === "dx")
        change(seek(state, place.row * (tensor === "y" ? pooled.columns.count : pooled.columns.size) + place.column + 1));
      else if (tensor === "x" && !forward) change(seek(state, place.row * pooled.columns.size + place.column + 1));
    },
  };
}
