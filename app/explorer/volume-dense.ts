/** Filters of one pixel as a dense layer: the channels of a pixel, and the filters as rows. */
import { t } from "../language/words";
import type { Index } from "../../engine/core/shape";
import { tensor, valueAt } from "../../engine/core/tensor";
import { present, type Numbers } from "../../engine/explain/numbers";
import { opFor } from "../../engine/graph/vocabulary";
import type { Sliding } from "../figures/conv-geometry/geometry";
import type { Dense, Panel, Sheet } from "../figures/scene/scene";
import type { VolumeTensors } from "./overlays/overlay";
import { panelOf } from "./panel";
import type { View } from "./view";
import { counted, type Now } from "./volume-panel";

type Column = readonly (readonly number[])[];

export function denseOf(
  numbers: Numbers,
  view: View,
  now: Now,
  tensors: VolumeTensors,
  { rows, columns }: Sliding,
): Dense {
  const [, , row = 0, column = 0] = now.index ?? [];
  const [top, left] = [row * rows.stride - rows.before, column * columns.stride - columns.before];
  const w = present(numbers, tensors.filter);
  const [filters = 1, channels = 1] = w.shape;
  const { pixel, isInside } = pixelAt(numbers, tensors.input, [top, left]);
  const biases = tensors.bias === null ? null : present(numbers, tensors.bias);
  const panel = (of: string, title: string, sheet: Partial<Sheet>): Panel => ({
    ...panelOf(numbers, view, { ...now, tensor: of, wanted: [] }),
    title,
    frame: null,
    sheets: [{ ...EMPTY, key: `${of}:dense`, tensor: of, ...sheet }],
  });
  const matrix = counted(filters, (filter) =>
    counted(channels, (channel) => valueAt(w, [filter, channel, 0, 0])),
  );
  const pixelPanel = panel(
    tensors.input,
    t("Pixel in row {row}, column {column}, channel by channel", { row, column }),
    { prefix: [0], axes: 1, suffix: [top, left], values: standing(pixel) },
  );
  return {
    matrix: panel(tensors.filter, t("Weights, one row per filter"), {
      suffix: [0, 0],
      values: matrix,
    }),
    pixel: { ...pixelPanel, editable: pixelPanel.editable && isInside },
    biases:
      tensors.bias === null || biases === null
        ? null
        : panel(tensors.bias, t("Biases"), { axes: 1, values: standing([...biases.data]) }),
    convolved: convolved(numbers, tensors.layer, [row, column]),
    made: standing(made(matrix, pixel, biases === null ? null : [...biases.data])),
    row,
    column,
  };
}

const EMPTY: Sheet = {
  key: "",
  tensor: "",
  prefix: [],
  axes: 2,
  suffix: [],
  title: "",
  values: [],
};

function standing(values: readonly number[]): Column {
  return values.map((value) => [value]);
}

/** The channels of one place of a picture; 0 in its padding. */
function pixelAt(
  numbers: Numbers,
  input: string,
  [row = 0, column = 0]: Index,
): { readonly pixel: readonly number[]; readonly isInside: boolean } {
  const x = present(numbers, input);
  const [, channels = 1, height = 1, width = 1] = x.shape;
  const isInside = row >= 0 && row < height && column >= 0 && column < width;
  const pixel = counted(channels, (channel) =>
    isInside ? valueAt(x, [0, channel, row, column]) : 0,
  );
  return { pixel, isInside };
}

function convolved(numbers: Numbers, layer: string, [row = 0, column = 0]: Index): Column {
  const y = present(numbers, `${layer}.y`);
  const [, filters = 1] = y.shape;
  return counted(filters, (filter) => [valueAt(y, [0, filter, row, column])]);
}

/** The engine's dense layer on the pixel. */
function made(
  matrix: Column,
  pixel: readonly number[],
  biases: readonly number[] | null,
): readonly number[] {
  const linear = opFor("linear");
  const [filters, channels] = [matrix.length, pixel.length];
  const values = {
    x: tensor([1, channels], Float64Array.from(pixel)),
    w: tensor([filters, channels], Float64Array.from(matrix.flat())),
    b: tensor([filters], Float64Array.from(biases ?? matrix.map(() => 0))),
  };
  const y = linear?.forward(values, linear.normalise({ out_features: filters }))["y"];
  return [...(y?.data ?? [])];
}
