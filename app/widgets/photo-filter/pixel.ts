/**
 * One pixel of the result as a network of one layer: the pixels under the filter, and where the
 * filter reaches over the edge of the photo, padding. What it reads, nothing else of the photo.
 */
import { t } from "../../language/words";
import type { Setup } from "../../explorer/setup";
import { planeNames } from "../../explorer/setup";
import type { Place } from "../../figures/marks/grid";
import type { GreyPicture } from "../../pictures/grey";
import { attributesOf, type FilterPass } from "./runner";

export function pixelSetup(before: GreyPicture, pass: FilterPass, pixel: Place): Setup {
  const { kernel_size, stride, padding } = attributesOf(pass);
  const [high = 1, wide = 1] = kernel_size;
  const rows = part(pixel.row * (stride[0] ?? 1) - (padding[0] ?? 0), high, before.rows);
  const columns = part(pixel.column * (stride[1] ?? 1) - (padding[1] ?? 0), wide, before.columns);
  const pixels = Array.from({ length: rows.size }, (_, row) =>
    Array.from(
      before.data.subarray(
        (rows.from + row) * before.columns + columns.from,
        (rows.from + row) * before.columns + columns.from + columns.size,
      ),
    ),
  );
  const sides = [rows.before, columns.before, rows.after, columns.after];
  const isLayer = pass.bias !== null;
  const layer = { name: "filter", op: "conv2d", out_channels: 1, bias: isLayer, kernel_size };
  const of = isLayer ? "relu.y" : "filter.y";
  return {
    spec: {
      format: 1,
      name: "pixel",
      input: [1, rows.size, columns.size],
      layers: [{ ...layer, padding: sides }, ...(isLayer ? [{ name: "relu", op: "relu" }] : [])],
    },
    leaves: {
      input: pixels,
      "filter.w": pass.filter,
      ...(pass.bias === null ? {} : { "filter.b": [pass.bias] }),
    },
    view: {
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
      from: {
        input: [rows.from, columns.from],
        [of]: [pixel.row, pixel.column],
      },
    },
    at: 1,
    names: planeNames("filter"),
  };
}

/** The cells of a line that lie under the filter, and how many of it lie outside. */
function part(start: number, length: number, size: number) {
  const from = Math.max(0, start);
  const to = Math.min(size, start + length);
  return { from, size: to - from, before: from - start, after: start + length - to };
}
