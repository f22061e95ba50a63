/** The photo figure: one filter on a whole photo, on the reader's own picture or the camera, and the arithmetic of any pixel. */
import { fromNested } from "../../../engine/core/tensor";
import { conv2d } from "../../../engine/ops/conv2d/conv2d";
import { spoken } from "../../figures/describe/number";
import { FILTERS, presetNamed, presetOf, sameMatrix } from "../conv/presets";
import { LIMITS, matrixFrom } from "../conv/state";
import type { PropertyValues, WidgetDefinition } from "../widget";
import { SIDE } from "./grey";
import { PATTERNS, PHOTOS, SOURCES, titleOf } from "../../pictures/photos";
import { attributesOf } from "./runner";
import { MOST_REPEATS, passesOf, restore, START, type PhotoState } from "./state";

export const photoFilter: WidgetDefinition<PhotoState> = {
  name: "photo-filter",
  title: "A filter on a photo",
  summary: "A filter on a whole photo, the reader's own picture or the camera, with the arithmetic of any pixel.",
  properties: {
    photo: {
      type: "choice",
      options: [...PHOTOS.map((photo) => photo.name), ...PATTERNS.map((pattern) => pattern.name), "own", "live"],
      default: START.source,
      description: "The picture it opens with.",
    },
    filter_preset: {
      type: "choice",
      options: ["own", ...FILTERS.map((filter) => filter.name)],
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
    stride: { type: "integer", min: 1, max: LIMITS.stride, default: 1, description: "How far the window moves." },
    padding: {
      type: "choice",
      options: ["zero", "none"],
      default: "zero",
      description: "Zeros round the picture, or none: then it shrinks.",
    },
    repeat: { type: "integer", min: 1, max: MOST_REPEATS, default: 1, description: "How many times the filter is applied." },
    blur_first: { type: "boolean", default: false, description: "Blur the picture before the filter." },
    row: { type: "integer", min: 0, max: SIDE - 1, default: START.pixel.row, description: "Row of the pixel whose arithmetic is shown." },
    column: { type: "integer", min: 0, max: SIDE - 1, default: START.pixel.column, description: "Its column." },
  },
  kernels: ["conv2d"],
  controls: ["photo", "own", "camera", "filter", "filter-size", "stride", "padding", "repeat", "blur-first", "arithmetic"],
  initial,
  restore,
  steps: () => 0,
  step: () => 0,
  seek: (state) => state,
  values: (state) => ({ w: fromNested(state.filter), size: fromNested(resultSize(state)) }),
  describe,
  torch,
  toProperties,
};

function initial(given: PropertyValues): PhotoState {
  return restore(
    {
      source: given["photo"],
      filter: presetNamed(FILTERS, given["filter_preset"])?.matrix ?? matrixFrom(given["filter"], LIMITS.filter) ?? START.filter,
      stride: given["stride"],
      padding: given["padding"],
      repeat: given["repeat"],
      blurFirst: given["blur_first"],
      pixel: { row: given["row"], column: given["column"] },
    },
    START,
  );
}

function toProperties(state: PhotoState): PropertyValues {
  return {
    photo: state.source,
    filter: sameMatrix(state.filter, START.filter) ? "" : state.filter,
    stride: state.stride,
    padding: state.padding,
    repeat: state.repeat,
    blur_first: state.blurFirst,
    row: state.pixel.row,
    column: state.pixel.column,
  };
}

/** Rows and columns of the result for a picture of 256×256. */
export function resultSize(state: PhotoState): number[] {
  return passesOf(state).reduce(
    ([rows = 0, columns = 0], pass) => {
      const attributes = attributesOf(pass);
      const { y } = conv2d.shapes({ x: [1, 1, rows, columns], w: [1, 1, ...attributes.kernel_size] }, attributes);
      return [y[2] ?? 0, y[3] ?? 0];
    },
    [SIDE, SIDE],
  );
}

function describe(state: PhotoState): string {
  const preset = presetOf(FILTERS, state.filter);
  const [rows, columns] = resultSize(state);
  const filter =
    preset === null
      ? `a filter of ${state.filter.length} by ${state.filter[0]?.length ?? 0}: ${state.filter.map((row) => row.map(spoken).join(", ")).join("; ")}`
      : `the filter “${preset.title}”`;
  return [
    `The picture “${titleOf(state.source)}”, 256 by 256 pixels of brightness from 0 to 255, through ${filter}`,
    state.blurFirst ? ", after a blur" : "",
    state.repeat > 1 ? `, ${state.repeat} times` : "",
    state.stride > 1 ? `, with stride ${state.stride}` : "",
    state.padding === "zero" ? ", zeros round it" : ", no padding",
    `. The result is ${rows} by ${columns}. The arithmetic of the pixel in row ${state.pixel.row}, column ${state.pixel.column} is shown.`,
  ].join("");
}

function torch(state: PhotoState): string {
  const lines = passesOf(state).map((pass) => {
    const { padding, stride } = attributesOf(pass);
    const [top = 0, left = 0, bottom = 0, right = 0] = padding;
    const weights = `torch.tensor(${JSON.stringify(pass.filter)}, dtype=torch.float32)[None, None]`;
    return `x = F.conv2d(F.pad(x, (${left}, ${right}, ${top}, ${bottom})), ${weights}, stride=${stride[0] ?? 1})`;
  });
  const [rows, columns] = resultSize(state);
  return [
    "import numpy as np, torch",
    "import torch.nn.functional as F",
    "from PIL import Image",
    "",
    `picture = Image.open("${SOURCES.includes(state.source) ? state.source : "photo"}.png").convert("L").resize((256, 256))`,
    "x = torch.tensor(np.array(picture), dtype=torch.float32)[None, None]",
    ...lines,
    `assert x.shape == (1, 1, ${rows}, ${columns})`,
    "",
  ].join("\n");
}
