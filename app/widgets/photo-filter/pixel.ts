/**
 * One pixel of the result as a network of one layer: the pixels under the filter, and where the
 * filter reaches over the edge of the photo, padding. What it reads, nothing else of the photo.
 */
import { t } from "../../language/words";
import type { Setup } from "../../explorer/setup";
import { planeNames } from "../../explorer/setup";
import type { View } from "../../explorer/view";
import type { Place } from "../../figures/marks/grid";
import type { GreyPicture } from "../../pictures/grey";
import { attributesOf, type FilterPass } from "./runner";

export function pixelSetup(before: GreyPicture, pass: FilterPass, pixel: Place): Setup {
  const { kernel_size, stride, padding } = attributesOf(pass);
  const [high = 1, wide = 1] = kernel_size;
  const rows = part(pixel.row * (stride[0] ?? 1) - (padding[0] ?? 0), high, before.rows);
  const columns = part(pixel.column * (stride[1] ?? 1) - (padding[1] ?? 0), wide, before.columns);
  const sides = [rows.before, columns.before, rows.after, columns.after];
  const isLayer = pass.bias !== null;
  const layer = { name: "filter", op: "conv2d", out_channels: 1, bias: isLayer, kernel_size };
  return {
    spec: {
      format: 1,
      name: "pixel",
      input: [1, rows.size, columns.size],
      layers: [{ ...layer, padding: sides }, ...(isLayer ? [{ name: "relu", op: "relu" }] : [])],
    },
    leaves: {
      input: pixelsOf(before, rows, columns),
      "filter.w": pass.filter,
      ...(pass.bias === null ? {} : { "filter.b": [pass.bias] }),
    },
    view: viewOf(isLayer, [rows.from, columns.from], pixel),
    at: 1,
    names: planeNames("filter"),
  };
}

/** `from`: the first row and column that are read. */
function viewOf(isLayer: boolean, from: readonly [number, number], pixel: Place): View {
  const of = isLayer ? "relu.y" : "filter.y";
  return {
    of,
    panels: ["input", "filter.w", ...(isLayer ? ["filter.b"] : [])],
    opened: isLayer ? ["filter.y"] : [],
    all: true,
    arrows: false,
    formula: false,
    order: "rows",
    coloured: { input: { palette: "grey", low: 0, high: 255 } },
    titles: {
      input: t("Under it"),
      [of]: t("Result"),
      ...(isLayer ? { "filter.w": t("Filter"), "filter.b": t("Bias") } : {}),
    },
    from: { input: from, [of]: [pixel.row, pixel.column] },
  };
}

type Part = ReturnType<typeof part>;

function pixelsOf(picture: GreyPicture, rows: Part, columns: Part): readonly number[][] {
  return Array.from({ length: rows.size }, (_, row) => {
    const first = (rows.from + row) * picture.columns + columns.from;
    return Array.from(picture.data.subarray(first, first + columns.size));
  });
}

/** The cells of a line that lie under the filter, and how many of it lie outside. */
function part(start: number, length: number, size: number) {
  const from = Math.max(0, start);
  const to = Math.min(size, start + length);
  return { from, size: to - from, before: from - start, after: start + length - to };
}
