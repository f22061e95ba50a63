/**
 * The sheets of a convolution over several channels: of its input, of the filter in front, of its
 * output; where the filter stands, and what each channel adds.
 */
import { layerNamed, type LayerShape } from "../../engine/graph/layer-shapes";
import { type Sliding, windowAt } from "../figures/conv-geometry/geometry";
import type { Front, Panel, Volumes } from "../figures/scene/scene";
import { counted, isReached, type Now, ownPanel, volumePanel } from "./volume-panel";
import { partsAt, partsPerChannel } from "./grain";
import type { VolumeTensors } from "./overlays/overlay";
import { slidingOf } from "./overlays/sliding";
import { EMPTY_SHEET } from "./sheets";
import { denseOf } from "./volume-dense";
import { sharesOf } from "./volume-shares";
import { AUTOMATIC } from "./view";

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

export function volumesOf(tensors: VolumeTensors, now: Now): Volumes | null {
  const layer = layerNamed(now.numbers.network, tensors.layer);
  const sliding = layer === undefined ? null : slidingOf(layer);
  if (layer === undefined || sliding === null) return null;
  const { index, view } = now;
  const { forward } = tensors;
  const { form, turn, shares, sums, front: own } = view.volumes ?? AUTOMATIC;
  const [channels = 1] = layer.inputShapes[0] ?? [];
  const [filters = 1] = layer.shape;
  const front = frontOf(tensors, now, {
    channel: Math.min(own.channel, channels - 1),
    filter: Math.min(own.filter, filters - 1),
  });
  const isDense = form === "dense" && sliding.rows.kernel === 1 && forward;
  const isFlat = form === "apart" || form === "together";
  const [, , row = 0, column = 0] = index ?? [];
  return {
    ...drawnPanels(tensors, now, front, { channels, filters, sliding }),
    sums: sums ?? null,
    turn,
    form: form === "dense" && !isDense ? "apart" : form,
    extents: extentsOf(layer, sliding),
    front,
    window: index === null || !forward ? null : windowAt(sliding, row, column),
    forward,
    shares: shares && forward && isFlat ? sharesOf(now, layer, tensors, front) : null,
    dense: isDense ? denseOf(now, tensors, sliding) : null,
  };
}

interface Counts {
  readonly channels: number;
  readonly filters: number;
  readonly sliding: Sliding;
}

/** All channels of input and output; of filter and bias those in front. */
function drawnPanels(
  tensors: VolumeTensors,
  now: Now,
  { filter: place }: Front,
  { channels, filters, sliding }: Counts,
): Pick<Volumes, "input" | "filter" | "bias" | "output"> {
  const { input, filter, bias, output, forward } = tensors;
  const inputs = counted(channels, (channel) => [0, channel]);
  const outputs = counted(filters, (at) => [0, at]);
  const slices = volumePanel(
    now,
    filter,
    counted(channels, (channel) => [place, channel]),
  );
  return {
    input: {
      ...volumePanel(now, input, inputs),
      frame: { sliding, padding: 0 },
      hue: hueIn(input, "input"),
    },
    filter: { ...slices, title: `${slices.title} ${place}` },
    bias: bias === null ? null : biasPanel(now, bias, place),
    output: { ...volumePanel(now, output, outputs), hue: forward ? "output" : "gradient" },
  };
}

function hueIn(of: string, hue: Panel["hue"]): Panel["hue"] {
  return of.endsWith(".dy") || /\.d[a-z]+$/.test(of) ? "gradient" : hue;
}

/** The step decides what is in front where it can; elsewhere the reader does. */
function frontOf(
  { output, filter, bias, input, forward }: VolumeTensors,
  { numbers, view, at, index }: Now,
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

function biasPanel(now: Now, of: string, filter: number): Panel {
  const panel = ownPanel(now, of);
  const isKnown = isReached(now, of, [filter]);
  const value = isKnown ? (now.numbers.peek(of)?.data[filter] ?? null) : null;
  const key = `${of}:${filter}`;
  return {
    ...panel,
    title: `${panel.title} ${filter}`,
    hue: hueIn(of, "bias"),
    sheets: [{ ...EMPTY_SHEET, key, tensor: of, prefix: [filter], axes: 0, values: [[value]] }],
  };
}
