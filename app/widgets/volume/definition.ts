/**
 * A convolution on a volume, number by number: C channels, O filters, bias, activation, forwards
 * and backwards. A network of one layer, or two, in the explorer.
 */
import { t } from "../../language/words";
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
  const [layer, place] = [layerText(state), placeOf(state)];
  if (state.direction === "forward") return t("{layer} Shown: {place}.", { layer, place });
  return t(
    "{layer} Backwards: the loss is {number}; {cellsOnLine} gradients of {count}. Shown: {place}.",
    {
      layer,
      number: Number(lossNow(state).toPrecision(4)),
      cellsOnLine: cellsOnLine(state),
      count: state.of,
      place,
    },
  );
}

function layerText(state: VolumeState): string {
  const { channels, height, width, filters, kernel, rows, columns } = extentsOf(state);
  const { stride, padding, activation } = settingsOf(state);
  const { source } = state;
  const trained = t("The layer {source} of a trained LeNet-5 on a handwritten digit. ", { source });
  return t(
    "{name}A {height} by {width} input with {channels, plural, one {# channel} other {# channels}}, {filters, plural, one {# filter} other {# filters}} of {kernel} by {kernel} by {channels}, stride {stride}, padding {padding}{activation}: the output is {rows} by {columns} by {filters}. Each output number adds {products, plural, one {# product} other {# products}} and a bias; there are {parameterCount} parameters.",
    {
      name: source === "own" ? "" : trained,
      height,
      width,
      channels,
      filters,
      kernel,
      stride,
      padding,
      activation: activation === "relu" ? t(", then ReLU") : "",
      rows,
      columns,
      products: channels * kernel * kernel,
      parameterCount: parameterCount(state),
    },
  );
}
