/** What an author may set on a convolution figure, and how it becomes a state and back. */
import type { Properties, PropertyValues } from "../widget";
import { FILTERS, INPUTS, presetNamed, sameMatrix } from "./presets";
import { type ConvState, GRADIENTS, LIMITS, matrixFrom, restore, samePadding, START, VIEWS } from "./state";

const presets = (names: readonly string[]): readonly string[] => ["own", ...names];

export const properties: Properties = {
  input_preset: {
    type: "choice",
    options: presets(INPUTS.map((preset) => preset.name)),
    default: "own",
    description: "A ready-made input. `own`: the numbers of `input`, or the lecture's when there are none.",
  },
  input: {
    type: "matrix",
    rank: 2,
    maxExtent: LIMITS.input,
    maxValue: LIMITS.value,
    default: "",
    description: "The input's numbers, up to 16×16.",
  },
  filter_preset: {
    type: "choice",
    options: presets(FILTERS.map((preset) => preset.name)),
    default: "own",
    description: "A ready-made filter. `own`: the numbers of `filter`, or a vertical edge when there are none.",
  },
  filter: {
    type: "matrix",
    rank: 2,
    maxExtent: LIMITS.filter,
    maxValue: LIMITS.value,
    default: "",
    description: "The filter's numbers, up to 7×7.",
  },
  bias: { type: "number", min: -LIMITS.value, max: LIMITS.value, default: 0, description: "Added to every output." },
  stride: { type: "integer", min: 1, max: LIMITS.stride, default: 1, description: "How far the window moves, down and across." },
  stride_sides: {
    type: "matrix",
    rank: 1,
    maxExtent: 2,
    maxValue: LIMITS.stride,
    default: "",
    description: "Stride down and across, where they differ.",
  },
  padding: { type: "integer", min: 0, max: LIMITS.padding, default: 0, description: "Rings of zeros round the input." },
  padding_sides: {
    type: "matrix",
    rank: 1,
    maxExtent: 4,
    maxValue: LIMITS.padding,
    default: "",
    description: "Padding at top, left, bottom, right, where they differ.",
  },
  padding_mode: {
    type: "choice",
    options: ["number", "valid", "same"],
    default: "number",
    description: "`valid` is no padding; `same` keeps the size at stride 1; `number` is what `padding` says.",
  },
  dilation: { type: "integer", min: 1, max: LIMITS.dilation, default: 1, description: "Distance between neighbouring filter cells." },
  dilation_sides: {
    type: "matrix",
    rank: 1,
    maxExtent: 2,
    maxValue: LIMITS.dilation,
    default: "",
    description: "Dilation down and across, where they differ.",
  },
  flip: { type: "boolean", default: false, description: "Turn the filter by 180° first: convolution as mathematics defines it." },
  view: {
    type: "choice",
    options: VIEWS,
    default: "forward",
    description: "The value, the gradients, or what many layers do to the size.",
  },
  of: {
    type: "choice",
    options: GRADIENTS,
    default: "w",
    description: "In the backward view: the gradient of the filter `w`, the input `x` or the bias `b`.",
  },
  errors: {
    type: "matrix",
    rank: 2,
    maxExtent: LIMITS.input + 2 * LIMITS.padding,
    maxValue: LIMITS.value,
    default: "",
    description: "The gradient that arrives at the outputs. Empty: small whole numbers.",
  },
  at: { type: "integer", min: 0, max: 4096, default: 0, description: "Where on the time line it opens: how many cells are computed." },
  all: { type: "boolean", default: false, description: "Show every output at once, not only those reached." },
  uses: { type: "boolean", default: false, description: "Colour the input by how often each cell is used." },
  facts: { type: "boolean", default: false, description: "Say what the filter is: the identity, a shift, separable or not." },
  picture: {
    type: "integer",
    min: 1,
    max: LIMITS.picture,
    default: START.picture,
    description: "Side of the picture that the view `layers` begins with.",
  },
  layers: { type: "integer", min: 1, max: LIMITS.layers, default: 10, description: "How many layers the view `layers` shows." },
};

export const controls = [
  "view",
  "examples",
  "brush",
  "input",
  "input-size",
  "filter",
  "filter-size",
  "bias",
  "stride",
  "padding",
  "dilation",
  "flip",
  "all",
  "uses",
  "errors",
  "layers",
  "formula",
  "transport",
] as const;

export function initial(given: PropertyValues): ConvState {
  const input = presetNamed(INPUTS, given["input_preset"])?.matrix ?? matrixFrom(given["input"], LIMITS.input) ?? START.input;
  const filter = presetNamed(FILTERS, given["filter_preset"])?.matrix ?? matrixFrom(given["filter"], LIMITS.filter) ?? START.filter;
  const mode = given["padding_mode"];
  return restore(
    {
      ...given,
      input,
      filter,
      stride: sides(given["stride_sides"]) ?? given["stride"],
      dilation: sides(given["dilation_sides"]) ?? given["dilation"],
      padding: mode === "same" || mode === "valid" ? mode : (sides(given["padding_sides"]) ?? given["padding"]),
      asked: null,
    },
    START,
  );
}

/** The numbers themselves; names such as `same` or a preset are ways to write them, not part of a state. */
export function toProperties(state: ConvState): PropertyValues {
  const { padding, stride, dilation } = state;
  const even = padding.every((side) => side === padding[0]);
  return {
    input: sameMatrix(state.input, START.input) ? "" : state.input,
    filter: sameMatrix(state.filter, START.filter) ? "" : state.filter,
    bias: state.bias,
    stride: stride[0],
    stride_sides: stride[0] === stride[1] ? "" : [...stride],
    padding: even ? padding[0] : 0,
    padding_sides: even ? "" : [...padding],
    dilation: dilation[0],
    dilation_sides: dilation[0] === dilation[1] ? "" : [...dilation],
    flip: state.flip,
    view: state.view,
    of: state.of,
    errors: state.errors === START.errors ? "" : state.errors,
    at: state.at,
    all: state.all,
    uses: state.uses,
    facts: state.facts,
    layers: state.layers,
    picture: state.picture,
  };
}

/** Whether the padding is what "same" or "valid" would give. */
export function paddingMode({ filter, stride, dilation, padding }: ConvState): "valid" | "same" | "number" {
  if (padding.every((side) => side === 0)) return "valid";
  const same = samePadding(filter, stride, dilation);
  return same !== null && same.every((side, at) => side === padding[at]) ? "same" : "number";
}

function sides(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) && value.length > 0 ? value : null;
}
