/**
 * The sheets of a convolution over several channels: of its input, of the filter in front, of its
 * output; where the filter stands, and what each channel adds.
 */
import type { Index } from "../../engine/core/shape";
import type { Numbers } from "../../engine/explain/numbers";
import { layerNamed, type LayerShape } from "../../engine/graph/shapes";
import { type Sliding, windowAt } from "../figures/conv-geometry/geometry";
import type { Front, Panel, Volumes } from "../figures/scene/scene";
import { counted, type Now, volumePanel } from "./volume-panel";
import { partsAt, partsPerChannel } from "./grain";
import type { VolumeTensors } from "./overlays/overlay";
import { slidingOf } from "./overlays/sliding";
import { panelOf } from "./panel";
import { denseOf } from "./volume-dense";
import { sharesOf } from "./volume-shares";
import type { View, VolumesView } from "./view";
import { walkPlace } from "./walk";

/** How volumes are drawn where a figure does not say. */
export const AUTOMATIC: VolumesView = {
  form: "apart",
  front: { channel: 0, filter: 0 },
  shares: false,
};

/** Sizes of the volumes, the input with its padding. */
function extentsOf(
  layer: LayerShape,
  { rows: along, columns: across }: Sliding,
): Volumes["extents"] {
  const [channels = 1, rows = 1, columns = 1] = layer.inputShapes[0] ?? [];
  const [filters = 1, outRows = 1, outColumns = 1] = layer.shape;
  return {
    channels,
    rows: rows + along.before + along.after,
    columns: columns + across.before + across.after,
    kernel: along.kernel,
    filters,
    outRows,
    outColumns,
  };
}

export function volumesOf(
  numbers: Numbers,
  view: View,
  tensors: VolumeTensors,
  now: Now,
): Volumes | null {
  const layer = layerNamed(numbers.network, tensors.layer);
  const sliding = layer === undefined ? null : slidingOf(layer);
  const [channels = 1] = layer?.inputShapes[0] ?? [];
  const [filters = 1] = layer?.shape ?? [];
  if (layer === undefined || sliding === null) return null;
  const { form, shares, sums, ...own } = view.volumes ?? AUTOMATIC;
  const front = frontOf(numbers, view, tensors, now, {
    channel: Math.min(own.front.channel, channels - 1),
    filter: Math.min(own.front.filter, filters - 1),
  });
  const kernel = sliding.rows.kernel;
  const panel = (of: string, title: string | null, prefixes: readonly Index[]): Panel =>
    volumePanel(numbers, view, now, of, { title, prefixes });
  const inputs = counted(channels, (channel) => [0, channel]);
  const input = panel(tensors.input, null, inputs);
  const filterName = panelTitle(numbers, view, now, tensors.filter);
  const biasName = tensors.bias === null ? "" : panelTitle(numbers, view, now, tensors.bias);
  const { index } = now;
  const [, , row = 0, column = 0] = index ?? [];
  const flat = form === "apart" || form === "together";
  return {
    sums: sums ?? null,
    form: form === "dense" && (kernel !== 1 || !tensors.forward) ? "apart" : form,
    input: { ...input, frame: { sliding, padding: 0 }, hue: hueIn(tensors.input, "input") },
    filter: panel(
      tensors.filter,
      `${filterName} ${front.filter}`,
      counted(channels, (channel) => [front.filter, channel]),
    ),
    bias:
      tensors.bias === null ? null : biasPanel(numbers, view, now, tensors.bias, biasName, front),
    output: {
      ...panel(
        tensors.output,
        null,
        counted(filters, (filter) => [0, filter]),
      ),
      hue: tensors.forward ? "output" : "gradient",
    },
    extents: extentsOf(layer, sliding),
    front,
    window: index === null || !tensors.forward ? null : windowAt(sliding, row, column),
    forward: tensors.forward,
    shares:
      shares && tensors.forward && flat
        ? sharesOf(numbers, view, now, layer, tensors, front)
        : null,
    dense:
      form === "dense" && kernel === 1 && tensors.forward
        ? denseOf(numbers, view, now, tensors, sliding)
        : null,
  };
}

function hueIn(of: string, hue: Panel["hue"]): Panel["hue"] {
  return of.endsWith(".dy") || /\.d[a-z]+$/.test(of) ? "gradient" : hue;
}

/** The step decides what is in front where it can; elsewhere the reader does. */
function frontOf(
  numbers: Numbers,
  view: View,
  { output, filter, bias, input, forward }: VolumeTensors,
  { at, index }: Now,
  own: Front,
): Front {
  if (index === null) return own;
  const [first = 0, second = 0] = index;
  if (forward && view.of === output) {
    const parts = partsAt(numbers, view, at);
    const each = partsPerChannel(numbers, view);
    const cell = (view.grain ?? "cell") === "cell";
    return { channel: cell ? own.channel : Math.floor((parts - 1) / each), filter: second };
  }
  if (view.of === filter) return { channel: second, filter: first };
  if (view.of === bias) return { ...own, filter: first };
  return view.of === input ? { ...own, channel: second } : own;
}

function panelTitle(numbers: Numbers, view: View, now: Now, of: string): string {
  return panelOf(numbers, view, { ...now, tensor: of, wanted: [] }).title;
}

function biasPanel(
  numbers: Numbers,
  view: View,
  now: Now,
  of: string,
  title: string,
  { filter }: Front,
): Panel {
  const panel = panelOf(numbers, view, { ...now, tensor: of, wanted: [] });
  const isKnown = of !== view.of || view.all || walkPlace(numbers, view, [filter]) <= now.at;
  const value = isKnown ? (numbers.peek(of)?.data[filter] ?? null) : null;
  return {
    ...panel,
    title: `${title} ${filter}`,
    hue: hueIn(of, "bias"),
    sheets: [
      {
        key: `${of}:${filter}`,
        tensor: of,
        prefix: [filter],
        axes: 0,
        suffix: [],
        title: "",
        values: [[value]],
      },
    ],
  };
}
