/**
 * A patch of a convolution's outputs, the cells of the image under it, and which of them meets
 * which weight.
 */
import { range } from "../../backends/webgpu/written-out";

/** What the text of a kernel depends on; everything else is in its uniform. */
export interface Patch {
  /** Outputs of an invocation: rows × columns of the image, for so many channels. */
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  readonly KH: number;
  readonly KW: number;
  readonly SH: number;
  readonly SW: number;
  readonly DH: number;
  readonly DW: number;
  /** All rows of the filter in one turn of the loop, or one row a turn. */
  readonly whole: boolean;
}

export const outputsOf = ({ rows, columns }: Patch): number => rows * columns;

/** Weights that meet the patch in one turn. */
export const tapsOf = ({ KH, KW, whole }: Patch): number => (whole ? KH : 1) * KW;

/** Columns of the image under the patch. */
export const widthOf = ({ columns, KW, SW, DW }: Patch): number =>
  (columns - 1) * SW + (KW - 1) * DW + 1;

/**
 * Rows of the image under the patch in one turn; with one row of the filter only those that it
 * meets, `spacingOf` apart.
 */
export const heightOf = ({ rows, KH, SH, DH, whole }: Patch): number =>
  whole ? (rows - 1) * SH + (KH - 1) * DH + 1 : rows;

export const spacingOf = ({ SH, whole }: Patch): number => (whole ? 1 : SH);

/** The cell under the patch that output `at` takes with weight `tap`. */
export function cellOf(patch: Patch, at: number, tap: number): number {
  const { columns, KW, SH, SW, DH, DW, whole } = patch;
  const row = Math.floor(at / columns) * (whole ? SH : 1) + Math.floor(tap / KW) * DH;
  return row * widthOf(patch) + (at % columns) * SW + (tap % KW) * DW;
}

/** Cells under the patch that meet any weight. */
export function usedCells(patch: Patch): readonly number[] {
  return [
    ...new Set(
      range(outputsOf(patch)).flatMap((at) =>
        range(tapsOf(patch)).map((tap) => cellOf(patch, at, tap)),
      ),
    ),
  ];
}
