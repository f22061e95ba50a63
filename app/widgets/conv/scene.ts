/** All that the forward view's panels share: what is on the table, what is pointed at, what is asked. */
import { ringsOf, type Measure, type Rings } from "../../figures/conv-geometry/measure";
import type { Sliding } from "../../figures/conv-geometry/geometry";
import type { Place } from "../../figures/marks/grid";
import type { Colouring } from "../../figures/marks/number-grid/looks";
import { convolve, laid, meetings, turnedPlace, usesOf } from "./compute";
import type { Change } from "./editing";
import { cellsIn, partnerOf, type Pointed } from "./pointing";
import type { Matrix } from "./presets";
import type { ConvState } from "./state";
import { currentCell } from "./words";

export interface Scene {
  readonly state: ConvState;
  readonly change: Change;
  readonly locked: ReadonlySet<string>;
  readonly brush: number | null;
  readonly y: Matrix;
  readonly sliding: Sliding;
  /** The output that is being computed; null at the start of the time line and while something is asked. */
  readonly window: Place | null;
  readonly pointed: Pointed | null;
  /** What meets the pointed cell in the window. */
  readonly partner: Pointed | null;
  readonly links: Links;
  readonly rings: Rings;
  readonly uses: Matrix | null;
  /** The filter as it is laid on. */
  readonly weights: Matrix;
  readonly ask: (tensor: "x" | "w" | "y", place: Place) => void;
  readonly point: (tensor: string) => (place: Place | null) => void;
}

/** The cells that an asked cell has to do with, by grid, as "row,column". */
export interface Links {
  readonly x: ReadonlySet<string>;
  readonly w: ReadonlySet<string>;
  readonly y: ReadonlySet<string>;
}

export interface Hands {
  readonly change: Change;
  readonly locked: ReadonlySet<string>;
  readonly brush: number | null;
  readonly pick: ((tensor: string, index: readonly number[]) => void) | null;
  readonly point: Scene["point"];
}

export function sceneOf(
  state: ConvState,
  pointed: Pointed | null,
  measure: Measure | null,
  { change, locked, brush, pick, point }: Hands,
): Scene {
  const { y, rows, columns } = convolve(state);
  const sliding = { rows, columns };
  const cell = state.asked === null ? currentCell(state) : null;
  const window = cell === null ? null : { row: cell[0], column: cell[1] };
  const turn = ({ row, column }: Place): Place => {
    const [u, v] = turnedPlace(state, row, column);
    return { row: u, column: v };
  };
  const ask: Scene["ask"] = (tensor, { row, column }) => {
    if (pick !== null) pick(tensor, [row, column]);
    else if (tensor === "y") change({ ...state, at: row * columns.count + column + 1, asked: null });
    else change({ ...state, asked: { tensor: tensor === "x" ? "input" : "filter", row, column } });
  };
  return {
    state,
    change,
    locked,
    brush,
    y,
    sliding,
    window,
    pointed,
    partner: partnerOf(pointed, sliding, window, turn),
    links: linksOf(state),
    rings: ringsOf(measure, sliding),
    uses: state.uses ? usesOf(state) : null,
    weights: laid(state),
    ask,
    point,
  };
}

function linksOf(state: ConvState): Links {
  const none: ReadonlySet<string> = new Set();
  const { asked } = state;
  if (asked === null) return { x: none, w: none, y: none };
  const terms = meetings(state, asked.tensor, asked.row, asked.column).flatMap(({ output, partner }) => [output, partner]);
  const all = { kind: "sum" as const, terms };
  return { x: cellsIn(all, "x"), w: cellsIn(all, "w"), y: cellsIn(all, "dy") };
}

export function isAsked({ asked }: ConvState, tensor: "input" | "filter", row: number, column: number): boolean {
  return asked !== null && asked.tensor === tensor && asked.row === row && asked.column === column;
}

/** The outputs that have been reached; the others have no number yet. */
export function revealed(y: Matrix, { at, all }: Pick<ConvState, "at" | "all">): readonly (readonly (number | null)[])[] {
  if (all) return y;
  return y.map((row, i) => row.map((value, j) => (i * row.length + j < at ? value : null)));
}

/** Symmetric round zero, so that a colour means the same on both sides. */
export function signedRange(matrix: Matrix): Colouring {
  const high = Math.max(1e-9, ...matrix.flat().map((value) => (Number.isFinite(value) ? Math.abs(value) : 0)));
  return { palette: "diverging", low: -high, high };
}
