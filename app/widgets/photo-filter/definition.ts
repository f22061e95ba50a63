/**
 * The photo figure: one filter on a whole photo, on the reader's own picture or the camera, and the
 * arithmetic of any pixel.
 */
import { t, word } from "../../language/words";
import { fromNested } from "../../../engine/core/tensor";
import { conv2d } from "../../../engine/ops/conv2d/conv2d";
import { spoken } from "../../figures/describe/number";
import { FILTERS } from "../../explorer/matrices";
import { presetOf } from "../fields/matrix";
import { SIDE } from "../../pictures/grey";
import { SOURCES, titleOf } from "../../pictures/photos";
import { attributesOf } from "./runner";
import { fields, passesOf, type PhotoState } from "./state";

export const photoFilter = fields.widget({
  name: "photo-filter",
  title: "A filter on a photo",
  summary:
    "A filter on a whole photo, the reader's own picture or the camera, with the arithmetic of any pixel.",
  kernels: ["conv2d", "relu"],
  values: (state) => ({ w: fromNested(state.filter), size: fromNested(resultSize(state)) }),
  describe,
  torch,
});

/** Rows and columns of the result for a picture of 256×256. */
export function resultSize(state: PhotoState): number[] {
  return passesOf(state).reduce(
    ([rows = 0, columns = 0], pass) => {
      const attributes = attributesOf(pass);
      const { y } = conv2d.shapes(
        { x: [1, 1, rows, columns], w: [1, 1, ...attributes.kernel_size] },
        attributes,
      );
      return [y[2] ?? 0, y[3] ?? 0];
    },
    [SIDE, SIDE],
  );
}

function describe(state: PhotoState): string {
  const preset = presetOf(FILTERS, state.filter);
  const [rows = 0, columns = 0] = resultSize(state);
  const filter =
    preset === null
      ? t("a filter of {rows} by {columns}: {numbers}", {
          rows: state.filter.length,
          columns: state.filter[0]?.length ?? 0,
          numbers: state.filter.map((row) => row.map(spoken).join(", ")).join("; "),
        })
      : t("the filter “{title}”", { title: word(preset.title) });
  return [
    t("The picture “{source}”, 256 by 256 pixels of brightness from 0 to 255, through {filter}", {
      source: word(titleOf(state.source)),
      filter,
    }),
    state.blurFirst ? t(", after a blur") : "",
    state.repeat > 1 ? t(", {repeat} times", { repeat: state.repeat }) : "",
    state.stride > 1 ? t(", with stride {stride}", { stride: state.stride }) : "",
    state.layer ? t(", plus a bias of {bias}, then ReLU", { bias: spoken(state.bias) }) : "",
    state.padding === "zero" ? t(", zeros round it") : t(", no padding"),
    t(
      ". The result is {rows} by {columns}. The arithmetic of the pixel in row {row}, column {column} is shown.",
      { rows, columns, row: state.pixel.row, column: state.pixel.column },
    ),
  ].join("");
}

async function torch(state: PhotoState): Promise<string> {
  const passes = passesOf(state).map((pass) => {
    const { padding, stride } = attributesOf(pass);
    return { filter: pass.filter, padding, stride: stride[0] ?? 1, bias: pass.bias };
  });
  const photo = SOURCES.includes(state.source) ? state.source : "photo";
  const { photoScript } = await import("../../../engine/code/write/scripts/photo");
  return photoScript(photo, passes, resultSize(state));
}
