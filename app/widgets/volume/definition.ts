/** A convolution on a volume, number by number: C channels, O filters, bias, activation, forwards and backwards. */
import { tensor, type Tensor } from "../../../engine/core/tensor";
import { unravel } from "../../../engine/core/shape";
import { oneOf } from "../untrusted";
import type { PropertyValues, WidgetDefinition } from "../widget";
import { layerOf, updatedLayer } from "./layer";
import { presetOf, PRESETS } from "./presets";
import { volumeTorch } from "./torch";
import {
  ACTIVATIONS,
  cellsOnLine,
  cursorOf,
  DIRECTIONS,
  extentsOf,
  parameterCount,
  GRADIENTS,
  GRAINS,
  lengthOf,
  LIMITS,
  restoreVolume,
  settingsOf,
  VIEWS,
  type VolumeState,
} from "./volume-state";

export const volume: WidgetDefinition<VolumeState> = {
  name: "volume",
  title: "Convolution on a volume",
  summary:
    "Every product behind every number of a convolution with several channels and filters, with bias and activation, forwards and backwards.",
  properties: {
    preset: {
      type: "choice",
      options: PRESETS,
      default: "volume",
      description:
        "Numbers to begin with: 6×6×3 with one or two 3×3×3 filters, 6×6×5 with two 1×1 filters, a layer of ten filters, one channel, or a convolution of the trained LeNet-5 on a digit.",
    },
    picture: {
      type: "text",
      maxLength: LIMITS.picture,
      default: "",
      description: "The digit that a trained layer looks at, as the digit lab writes it; empty: a three.",
    },
    x: {
      type: "matrix",
      rank: 3,
      maxExtent: LIMITS.extent,
      maxValue: LIMITS.magnitude,
      default: "",
      description: "Input, channel by channel; empty: the preset's.",
    },
    w: {
      type: "matrix",
      rank: 4,
      maxExtent: LIMITS.filters,
      maxValue: LIMITS.magnitude,
      default: "",
      description: "Filters, each channel by channel; empty: the preset's.",
    },
    b: {
      type: "matrix",
      rank: 1,
      maxExtent: LIMITS.filters,
      maxValue: LIMITS.magnitude,
      default: "",
      description: "One bias a filter; empty: the preset's.",
    },
    target: {
      type: "matrix",
      rank: 3,
      maxExtent: LIMITS.extent + 2 * LIMITS.padding,
      maxValue: LIMITS.magnitude,
      default: "",
      description: "What the output should be; empty: 0 everywhere. The loss is the mean square of the difference.",
    },
    stride: { type: "integer", min: 1, max: LIMITS.stride, default: 1, description: "Stride." },
    padding: { type: "integer", min: 0, max: LIMITS.padding, default: 0, description: "Zeros round each channel." },
    activation: { type: "choice", options: ["preset", ...ACTIVATIONS], default: "preset", description: "What follows the sum." },
    grain: {
      type: "choice",
      options: GRAINS,
      default: "cell",
      description: "What one step shows: a whole number, a channel's share, or one product.",
    },
    direction: { type: "choice", options: DIRECTIONS, default: "forward", description: "Values, or gradients." },
    of: { type: "choice", options: GRADIENTS, default: "w", description: "Whose gradient the backward steps walk through." },
    at: { type: "integer", min: 0, max: 1_000_000, default: 1, description: "Where on the time line it opens." },
    view: {
      type: "choice",
      options: VIEWS,
      default: "flat",
      description: "Sheets side by side, tilted in space, or (filters of one pixel) as a dense layer at every pixel.",
    },
    apart: { type: "boolean", default: true, description: "Sheets peeled apart; else piled up, with one in front." },
    channel: {
      type: "integer",
      min: 0,
      max: 15,
      default: 0,
      description: "Channel in front, where the step does not say.",
    },
    filter: { type: "integer", min: 0, max: 15, default: 0, description: "Filter in front, where the step does not say." },
    shares: { type: "boolean", default: false, description: "Under each channel, what it adds to every output." },
    all: { type: "boolean", default: false, description: "Every sum written out in full." },
    learningRate: { type: "number", min: 0, max: 10, default: 0.01, description: "Learning rate of the update." },
  },
  kernels: ["conv2d", "relu"],
  controls: [
    "preset",
    "x",
    "w",
    "b",
    "target",
    "channels",
    "filters",
    "stride",
    "padding",
    "activation",
    "grain",
    "direction",
    "view",
    "apart",
    "shares",
    "counts",
    "notation",
    "layer",
    "digit",
    "update",
  ],
  unit: "number",
  place: placeOf,
  initial,
  restore: restoreVolume,
  steps: lengthOf,
  step: ({ at }) => at,
  seek: (state, step) => ({ ...state, at: Math.max(0, Math.min(lengthOf(state), Math.round(step))) }),
  values(state): Readonly<Record<string, Tensor>> {
    const parameters = tensor([1], Float64Array.of(parameterCount(state)));
    // The numbers of a trained layer are loaded when it is drawn; what can be said without them is its size.
    if (state.source !== "own") return { parameters };
    const { values, loss } = layerOf(state);
    const one = (name: string): Tensor => withoutBatch(values[name] ?? tensor([0], new Float64Array(0)));
    return {
      x: one("x"),
      w: values["w"] ?? one("w"),
      b: values["b"] ?? one("b"),
      z: one("z"),
      y: one("y"),
      dy: one("dy"),
      dz: one("dz"),
      dx: one("dx"),
      dw: values["dw"] ?? one("dw"),
      db: values["db"] ?? one("db"),
      loss: tensor([1], Float64Array.of(loss)),
      after: tensor([1], Float64Array.of(layerOf(updatedLayer(state)).loss)),
      parameters,
    };
  },
  describe,
  torch: volumeTorch,
  toProperties: ({ target, source, ...state }) => ({
    ...state,
    preset: source === "own" ? "volume" : source,
    ...(target === "zero" ? {} : { target }),
  }),
};

function initial(properties: PropertyValues): VolumeState {
  const preset = presetOf(oneOf(properties["preset"], PRESETS, "volume"));
  const filled = Object.fromEntries(Object.entries(properties).filter(([, value]) => !(Array.isArray(value) && value.length === 0)));
  return restoreVolume(filled, preset);
}

function withoutBatch({ shape, data }: Tensor): Tensor {
  return { shape: shape.slice(1), data };
}

/** "filter 1, row 0, column 2, channel 3 of 3". */
export function placeOf(state: VolumeState): string {
  const cursor = cursorOf(state);
  if (cursor === null) return "start";
  const { filters, channels, kernel, height, width, rows, columns } = extentsOf(state);
  if (state.direction === "backward") {
    const shape = { w: [filters, channels, kernel, kernel], b: [filters], x: [channels, height, width] }[state.of];
    return `d${state.of}[${unravel(shape, cursor.cell).join(", ")}]`;
  }
  const [filter = 0, row = 0, column = 0] = unravel([filters, rows, columns], cursor.cell);
  const cell = `${filters > 1 ? `filter ${filter}, ` : ""}row ${row}, column ${column}`;
  if (state.grain === "cell") return cell;
  return `${cell}, ${state.grain} ${cursor.parts}`;
}

function describe(state: VolumeState): string {
  const { channels, height, width, filters, kernel, rows, columns } = extentsOf(state);
  const { stride, padding, activation } = settingsOf(state);
  const products = channels * kernel * kernel;
  const name = state.source === "own" ? "" : `The layer ${state.source} of a trained LeNet-5 on a handwritten digit. `;
  const layer = `${name}A ${height} by ${width} input with ${channels} ${channels === 1 ? "channel" : "channels"}, ${filters} ${filters === 1 ? "filter" : "filters"} of ${kernel} by ${kernel} by ${channels}, stride ${stride}, padding ${padding}${activation === "relu" ? ", then ReLU" : ""}: the output is ${rows} by ${columns} by ${filters}. Each output number adds ${products} ${products === 1 ? "product" : "products"} and a bias; there are ${parameterCount(state)} parameters.`;
  if (state.direction === "forward") return `${layer} Shown: ${placeOf(state)}.`;
  const { loss } = layerOf(state);
  return `${layer} Backwards: the loss is ${Number(loss.toPrecision(4))}; ${cellsOnLine(state)} gradients of ${state.of}. Shown: ${placeOf(state)}.`;
}
