/**
 * Filters that are written one way and laid on turned by 180°, as mathematics defines a
 * convolution. The layer's tensor is how the filter is laid on; what a reader writes, reads and
 * counts is the filter as it is written.
 */
import { t } from "../language/words";
import { type Index, type Shape } from "../../engine/core/shape";
import type { Panel } from "../figures/scene/scene";
import type { View } from "./view";

export function isTurned({ turned = [] }: Pick<View, "turned">, tensor: string): boolean {
  return turned.includes(tensor);
}

/** The index as written of a cell of the layer's tensor, and the other way round. */
export function turnedIndex(
  view: Pick<View, "turned">,
  tensor: string,
  shape: Shape,
  index: Index,
): Index {
  if (!isTurned(view, tensor)) return index;
  return index.map((at, axis) => (axis < shape.length - 2 ? at : (shape[axis] ?? 1) - 1 - at));
}

/** A second panel of a filter that is drawn as written: as it is laid on. */
export function laidOn(panel: Panel): Panel {
  return {
    ...panel,
    key: `${panel.key}:laid`,
    title: t("Turned"),
    sign: "→",
    sheets: panel.sheets.map((sheet) => ({
      ...sheet,
      key: `${sheet.key}:laid`,
      turned: false,
      values: reversed(sheet.values),
    })),
  };
}

/** Rows and columns from the last to the first. */
export function reversed<Value>(
  matrix: readonly (readonly Value[])[],
): readonly (readonly Value[])[] {
  return matrix.toReversed().map((row) => row.toReversed());
}
