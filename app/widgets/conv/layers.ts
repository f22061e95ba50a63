/** Sizes of a square picture through many layers of the same filter. */
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
      ? ` After ${sizes.length - 1} layers the filter no longer fits.`
      : "";
  return `Layer after layer: ${sizes.map(([rows, columns]) => `${rows} by ${columns}`).join(", ")}. ${last[0] * last[1]} cells are left.${end}`;
}
