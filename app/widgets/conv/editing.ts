/** Edits that grids and controls make to a convolution's numbers. A paste that does not fit is refused with the reason. */
import type { Place } from "../../figures/marks/grid";
import type { StrokePhase } from "../../figures/marks/number-grid/usePainting";
import type { WidgetProps } from "../widget";
import { changed, whyNot, withCell } from "./legal";
import type { Matrix } from "./presets";
import { type ConvState, errorsOf } from "./state";

export type Change = WidgetProps<ConvState>["change"];
type Which = "input" | "filter";

export function setNumber(state: ConvState, change: Change, which: Which | "errors" | "bias", { row, column }: Place, value: number): void {
  if (which === "bias") change({ ...state, bias: value });
  else if (which === "errors") change({ ...state, errors: withCell(errorsOf(state), row, column, value) });
  else change({ ...state, [which]: withCell(state[which], row, column, value) });
}

export function pasteMatrix(state: ConvState, change: Change, which: Which, matrix: Matrix): string | null {
  const why = whyNot(state, { [which]: matrix });
  if (why === null) change(changed(state, { [which]: matrix }));
  return why;
}

export function pasteErrors(state: ConvState, change: Change, matrix: Matrix): string | null {
  const errors = errorsOf(state);
  if (matrix.length !== errors.length || matrix[0]?.length !== errors[0]?.length)
    return `The errors have the size of the output, ${errors.length} × ${errors[0]?.length ?? 0}.`;
  change({ ...state, errors: matrix });
  return null;
}

export function paint(state: ConvState, change: Change, value: number, places: readonly Place[], phase: StrokePhase): void {
  const input = places.reduce((matrix, { row, column }) => withCell(matrix, row, column, value), state.input);
  change({ ...state, input }, phase === "start" ? undefined : { history: "merge" });
}
