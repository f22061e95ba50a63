/** What each channel adds to every output of one filter. */
import { t } from "../language/words";
import { tensor, type Tensor, valueAt } from "../../engine/core/tensor";
import { present, type Numbers } from "../../engine/explain/numbers";
import type { LayerShape } from "../../engine/graph/shapes";
import { opFor } from "../../engine/graph/vocabulary";
import type { Front, Panel, Sheet } from "../figures/scene/scene";
import type { VolumeTensors } from "./overlays/overlay";
import { EMPTY_SHEET } from "./sheets";
import { counted, type Now, volumePanel } from "./volume-panel";

export function sharesOf(
  now: Now,
  layer: LayerShape,
  tensors: VolumeTensors,
  { filter }: Front,
): Panel | null {
  const y = keptApart(now.numbers, layer, tensors.input, filter);
  if (y === undefined) return null;
  const output = volumePanel(now, tensors.output, [[0, filter]]);
  const [, channels = 1] = y.shape;
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

/** The same convolution with the channels kept apart; added up, with the bias, it is the sum. */
function keptApart(
  numbers: Numbers,
  { name, kind, attributes }: LayerShape,
  input: string,
  filter: number,
): Tensor | undefined {
  const op = opFor(kind);
  const w = present(numbers, `${name}.w`);
  const [, channels = 1, rows = 1, columns = 1] = w.shape;
  const each = channels * rows * columns;
  const slices = tensor(
    [channels, 1, rows, columns],
    Float64Array.from(w.data.slice(filter * each, (filter + 1) * each)),
  );
  const apart = op?.normalise({
    out_channels: channels,
    kernel_size: [rows, columns],
    stride: attributes["stride"],
    padding: attributes["padding"],
    dilation: attributes["dilation"],
    groups: channels,
    bias: false,
  });
  if (apart === undefined) return undefined;
  return op?.forward({ x: present(numbers, input), w: slices }, apart)["y"];
}

/** It fills as the outputs do. */
function shareSheet(y: Tensor, channel: number, output: Sheet | undefined): Sheet {
  const [rows = 1, columns = 1] = y.shape.slice(-2);
  return {
    ...EMPTY_SHEET,
    key: `shares:${channel}`,
    // A click asks for the output that it is a part of.
    tensor: output?.tensor ?? "",
    prefix: output?.prefix ?? [],
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
