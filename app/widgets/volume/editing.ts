/** Edits of single numbers and of whole sheets. A matrix that does not fit is refused. */
import { t } from "../../language/words";
import { withCell } from "../../explorer/Explorer";
import type { CellAt, Sheet as DrawnSheet } from "../../figures/scene/scene";
import type { Sheet, Volume } from "./read";
import type { VolumeState } from "./state";

type Matrix = readonly (readonly number[])[];

export function withNumber(state: VolumeState, { tensor, index }: CellAt, value: number) {
  const place = index.slice(-2);
  const edit = (sheet: Sheet): Sheet => withCell(sheet, place, value);
  if (tensor === "conv.b")
    return { ...state, b: state.b.map((old, at) => (at === index[0] ? value : old)) };
  return withSheet(state, tensor, index, edit);
}

/** The state with `matrix` as that sheet, or why it cannot be. */
export function pasted(
  state: VolumeState,
  { tensor, prefix, values }: DrawnSheet,
  matrix: Matrix,
): VolumeState | string {
  const [rows, columns] = [values.length, values[0]?.length ?? 0];
  if (matrix.length === rows && matrix.every((row) => row.length === columns))
    return withSheet(state, tensor, prefix, () => matrix);
  return t("This sheet has {rows} × {columns} numbers; what you pasted has {matrix} × {matrix2}.", {
    rows,
    columns,
    matrix: matrix.length,
    matrix2: matrix[0]?.length ?? 0,
  });
}

function withSheet(
  state: VolumeState,
  tensor: string,
  [filter, channel = 0]: readonly number[],
  change: (sheet: Sheet) => Sheet,
): VolumeState {
  const replaced = (of: Volume): Volume =>
    of.map((sheet, at) => (at === channel ? change(sheet) : sheet));
  if (tensor === "input") return { ...state, x: replaced(state.x) };
  return { ...state, w: state.w.map((one, at) => (at === filter ? replaced(one) : one)) };
}
