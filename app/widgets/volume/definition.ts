/**
 * A convolution on a volume, number by number: C channels, O filters, bias, activation, forwards
 * and backwards. A network of one layer, or two, in the explorer.
 */
import { lenetLayerScript } from "../../../engine/code/write/scripts/lenet";
import { layersScript } from "../../../engine/code/write/scripts/layers";
import { walked } from "../../explorer/preset";
import { namedValues, numbersOf } from "../../explorer/setup";
import { lossNow, scalar, sentenceOf, setupOf, updatedLayer } from "./setup";
import {
  cellsOnLine,
  extentsOf,
  fields,
  lengthOf,
  parameterCount,
  partsPerCell,
  settingsOf,
  type VolumeState,
} from "./state";
import { pixelsOf } from "./trained-picture";

const walk = walked((state: VolumeState) => setupOf(state));

export const volume = fields.widget({
  name: "volume",
  title: "Convolution on a volume",
  summary:
    "Every product behind every number of a convolution with several channels and filters, with bias and activation, forwards and backwards.",
  kernels: ["conv2d", "relu"],
  ...walk,
  unit: "number",
  steps: lengthOf,
  seek: (state, at) => ({ ...state, at: Math.max(0, Math.min(lengthOf(state), Math.round(at))) }),
  place: placeOf,
  values(state) {
    const parameters = scalar(parameterCount(state));
    // The numbers of a trained layer are loaded when it is drawn; what can be said without them is
    // its size.
    if (state.source !== "own") return { parameters };
    return {
      ...namedValues(setupOf(state)),
      loss: scalar(lossNow(state)),
      after: scalar(lossNow(updatedLayer(state))),
      parameters,
    };
  },
  describe,
  torch: (state) =>
    state.source === "own"
      ? `${layersScript(numbersOf(setupOf(state)), { input: "numbers" }).join("\n")}\n`
      : lenetLayerScript(state.source, pixelsOf(state.picture)),
});

export function stepText(state: VolumeState): string {
  return state.source === "own" && state.at > 0 ? walk.stepText(state) : sentenceOf(state);
}

/** "filter 1, row 0, column 2, channel 3". */
export function placeOf(state: VolumeState): string {
  if (state.at === 0) return "start";
  const place = walk.place?.(state).replace(/^output, /, "") ?? "";
  const parts = partsPerCell(state);
  return parts === 1 ? place : `${place}, ${state.grain} ${((state.at - 1) % parts) + 1}`;
}

function describe(state: VolumeState): string {
  const { channels, height, width, filters, kernel, rows, columns } = extentsOf(state);
  const { stride, padding, activation } = settingsOf(state);
  const products = channels * kernel * kernel;
  const name =
    state.source === "own"
      ? ""
      : `The layer ${state.source} of a trained LeNet-5 on a handwritten digit. `;
  const plural = (count: number, word: string): string => `${word}${count === 1 ? "" : "s"}`;
  const layer = `${name}A ${height} by ${width} input with ${channels} ${plural(channels, "channel")}, ${filters} ${plural(filters, "filter")} of ${kernel} by ${kernel} by ${channels}, stride ${stride}, padding ${padding}${activation === "relu" ? ", then ReLU" : ""}: the output is ${rows} by ${columns} by ${filters}. Each output number adds ${products} ${plural(products, "product")} and a bias; there are ${parameterCount(state)} parameters.`;
  if (state.direction === "forward") return `${layer} Shown: ${placeOf(state)}.`;
  return `${layer} Backwards: the loss is ${Number(lossNow(state).toPrecision(4))}; ${cellsOnLine(state)} gradients of ${state.of}. Shown: ${placeOf(state)}.`;
}
