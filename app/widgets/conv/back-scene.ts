/** All that the backward view's panels share. */
import type { Expression } from "../../../engine/core/expression";
import type { Axis } from "../../../engine/core/window";
import type { Place } from "../../figures/marks/grid";
import { convolve, explainGradient, gradientsOf } from "./compute";
import type { Change } from "./editing";
import type { Pointed } from "./pointing";
import type { Matrix } from "./presets";
import { type ConvState, seek } from "./state";
import { currentCell } from "./words";

export interface BackScene {
  readonly state: ConvState;
  readonly change: Change;
  readonly locked: ReadonlySet<string>;
  readonly rows: Axis;
  readonly columns: Axis;
  /** The gradient that is walked through. */
  readonly result: Matrix;
  readonly cell: Place | null;
  readonly value: number;
  readonly expression: Expression | null;
  readonly pointed: Pointed | null;
  readonly point: (tensor: string) => (place: Place | null) => void;
  /** Answers a question of the lesson, if one is open; otherwise a click in the gradient goes to that cell. */
  readonly pick: ((tensor: string) => (place: Place) => void) | null;
  readonly goTo: (place: Place) => void;
}

export interface BackHands {
  readonly change: Change;
  readonly locked: ReadonlySet<string>;
  readonly pick: ((tensor: string, index: readonly number[]) => void) | null;
  readonly point: (pointed: Pointed | null) => void;
}

export function backSceneOf(state: ConvState, pointed: Pointed | null, { change, locked, pick, point }: BackHands): BackScene {
  const { rows, columns } = convolve(state);
  const { dw, dx, db } = gradientsOf(state);
  const result = state.of === "w" ? dw : state.of === "x" ? dx : [[db]];
  const at = currentCell(state);
  return {
    state,
    change,
    locked,
    rows,
    columns,
    result,
    cell: at === null ? null : { row: at[0], column: at[1] },
    value: at === null ? Number.NaN : (result[at[0]]?.[at[1]] ?? Number.NaN),
    expression: at === null ? null : explainGradient(state, state.of, at[0], at[1]),
    pointed,
    point: (tensor) => (place) => point(place === null ? null : { tensor, ...place }),
    pick: pick === null ? null : (tensor) => (place) => pick(tensor, tensor === "db" ? [place.column] : [place.row, place.column]),
    goTo: ({ row, column }) => change(seek(state, row * (result[0]?.length ?? 1) + column + 1)),
  };
}
