/** Filters of one pixel as a dense layer: the channels of a pixel, and the filters as rows. */
import { t } from "../language/words";
import type { Index } from "../../engine/core/shape";
import { tensor, type Tensor, valueAt } from "../../engine/core/tensor";
import { present, type Numbers } from "../../engine/explain/numbers";
import { opFor } from "../../engine/graph/vocabulary";
import type { Sliding } from "../figures/conv-geometry/geometry";
import type { Dense, Panel, Sheet } from "../figures/scene/scene";
import type { VolumeTensors } from "./overlays/overlay";
import { EMPTY_SHEET } from "./sheets";
import { counted, type Now, ownPanel } from "./volume-panel";

type Column = readonly (readonly number[])[];

export function denseOf(
  now: Now,
  { input, filter, bias, layer }: VolumeTensors,
  { rows, columns }: Sliding,
): Dense {
  const { numbers } = now;
  const [, , row = 0, column = 0] = now.index ?? [];
  const place = [row * rows.stride - rows.before, column * columns.stride - columns.before];
  const { pixel, isInside } = pixelAt(numbers, input, place);
  const matrix = matrixOf(present(numbers, filter));
  const biases = bias === null ? null : [...present(numbers, bias).data];
  const panel = (of: string, title: string, sheet: Partial<Sheet>): Panel => ({
    ...ownPanel(now, of),
    title,
    frame: null,
    sheets: [{ ...EMPTY_SHEET, key: `${of}:dense`, tensor: of, ...sheet }],
  });
  const title = t("Pixel in row {row}, column {column}, channel by channel", { row, column });
  const pixelSheet = { prefix: [0], axes: 1, suffix: place, values: standing(pixel) } as const;
  const pixelPanel = panel(input, title, pixelSheet);
  const weights = t("Weights, one row per filter");
  return {
    matrix: panel(filter, weights, { suffix: [0, 0], values: matrix }),
    pixel: { ...pixelPanel, editable: pixelPanel.editable && isInside },
    biases:
      bias === null || biases === null
        ? null
        : panel(bias, t("Biases"), { axes: 1, values: standing(biases) }),
    convolved: convolved(numbers, layer, [row, column]),
    made: standing(made(matrix, pixel, biases)),
    row,
    column,
  };
}

/** Filters of one pixel: one row per filter, one column per channel. */
function matrixOf(w: Tensor): Column {
  const [filters = 1, channels = 1] = w.shape;
  return counted(filters, (filter) =>
    counted(channels, (channel) => valueAt(w, [filter, channel, 0, 0])),
  );
}

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
