/** Sizes of a square picture through many layers of the same filter. */
import { t } from "../../language/words";
import type { Pair } from "../fields/matrix";
import { sizeAfter } from "./legal";
import type { ConvState } from "./state";

/** Until the filter no longer fits. */
export function layerSizes(state: ConvState): readonly Pair[] {
  const sizes: Pair[] = [[state.picture, state.picture]];
  for (let layer = 0; layer < state.layers; layer++) {
    const next = sizeAfter(state, sizes.at(-1) ?? [0, 0]);
    if (next[0] < 1 || next[1] < 1) break;
    sizes.push(next);
  }
  return sizes;
}

export function layersText(state: ConvState): string {
  const sizes = layerSizes(state);
  const last = sizes.at(-1) ?? [0, 0];
  const end =
    sizes.length - 1 < state.layers
      ? t(" After {sizes} layers the filter no longer fits.", { sizes: sizes.length - 1 })
      : "";
  return t("Layer after layer: {sizes}. {last} cells are left.{end}", {
    sizes: sizes.map(([rows, columns]) => t("{rows} by {columns}", { rows, columns })).join(", "),
    last: last[0] * last[1],
    end,
  });
}
