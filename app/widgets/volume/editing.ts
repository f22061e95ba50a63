/** Edits of single numbers and of whole sheets. A matrix that does not fit is refused. */
import { t } from "../../language/words";
import { withCell } from "../../explorer/Explorer";
import { type CellAt, indexIn, type Sheet as DrawnSheet } from "../../figures/scene/scene";
import type { Volume } from "./read";
import type { VolumeState } from "./state";

type Matrix = readonly (readonly number[])[];

export function withNumber(
  state: VolumeState,
  { tensor, index }: CellAt,
  value: number,
): VolumeState {
  const [first = 0, channel = 0, ...place] = index;
  const changed = (volume: Volume): Volume =>
    volume.map((sheet, at) => (at === channel ? withCell(sheet, place, value) : sheet));
  if (tensor === "input") return { ...state, x: changed(state.x) };
  if (tensor === "conv.b")
    return { ...state, b: state.b.map((old, at) => (at === first ? value : old)) };
  return { ...state, w: state.w.map((one, at) => (at === first ? changed(one) : one)) };
}

/** The state with `matrix` as the numbers of that sheet, or why it cannot be. */
export function pasted(
  state: VolumeState,
  sheet: DrawnSheet,
  matrix: Matrix,
): VolumeState | string {
  const { tensor, values } = sheet;
  const [rows, columns] = [values.length, values[0]?.length ?? 0];
  if (matrix.length === rows && matrix.every((row) => row.length === columns))
    return matrix
      .flatMap((line, row) =>
        line.map((value, column) => ({ index: indexIn(sheet, row, column), value })),
      )
      .reduce((next, { index, value }) => withNumber(next, { tensor, index }, value), state);
  return t("This sheet has {rows} × {columns} numbers; what you pasted has {matrix} × {matrix2}.", {
    rows,
    columns,
    matrix: matrix.length,
    matrix2: matrix[0]?.length ?? 0,
  });
}
