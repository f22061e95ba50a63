/** What each channel adds to every output of one filter. */
import { t } from "../language/words";
import { tensor, type Tensor, valueAt } from "../../engine/core/tensor";
import { present, type Numbers } from "../../engine/explain/numbers";
import type { LayerShape } from "../../engine/graph/shapes";
import { opFor } from "../../engine/graph/vocabulary";
import type { Front, Panel, Sheet } from "../figures/scene/scene";
import type { VolumeTensors } from "./overlays/overlay";
import type { View } from "./view";
import { counted, type Now, volumePanel } from "./volume-panel";

/** The same convolution with the channels kept apart; added up, with the bias, it is the sum. */
export function sharesOf(
  numbers: Numbers,
  view: View,
  now: Now,
  layer: LayerShape,
  tensors: VolumeTensors,
  { filter }: Front,
): Panel | null {
  const op = opFor(layer.kind);
  const x = present(numbers, tensors.input);
  const w = present(numbers, `${tensors.layer}.w`);
  const [, channels = 1, rows = 1, columns = 1] = w.shape;
  const each = channels * rows * columns;
  const slices = tensor(
    [channels, 1, rows, columns],
    Float64Array.from(w.data.slice(filter * each, (filter + 1) * each)),
  );
  const attributes = op?.normalise({
    out_channels: channels,
    kernel_size: [rows, columns],
    stride: layer.attributes["stride"],
    padding: layer.attributes["padding"],
    dilation: layer.attributes["dilation"],
    groups: channels,
    bias: false,
  });
  const y = attributes === undefined ? undefined : op?.forward({ x, w: slices }, attributes)["y"];
  if (y === undefined) return null;
  const output = volumePanel(numbers, view, now, tensors.output, {
    title: null,
    prefixes: [[0, filter]],
  });
  return {
    ...output,
    key: "shares",
    title: t("What each channel adds"),
    hue: "constant",
    editable: false,
    meant: false,
    colouring: null,
    range: undefined,
    frame: null,
    sheets: counted(channels, (channel) => shareSheet(y, channel, output.sheets[0])),
  };
}

/** It fills as the outputs do. */
function shareSheet(y: Tensor, channel: number, output: Sheet | undefined): Sheet {
  const [rows = 1, columns = 1] = y.shape.slice(-2);
  return {
    key: `shares:${channel}`,
    // A click asks for the output that it is a part of.
    tensor: output?.tensor ?? "",
    prefix: output?.prefix ?? [],
    axes: 2,
    suffix: [],
    title: t("channel {channel}", { channel }),
    values: counted(rows, (row) =>
      counted(columns, (column) =>
        (output?.values[row]?.[column] ?? null) === null
          ? null
          : valueAt(y, [0, channel, row, column]),
      ),
    ),
  };
}
