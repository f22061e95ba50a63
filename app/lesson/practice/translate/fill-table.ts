/** Code or boxes → the cells of the layer table: rows, channels and parameters of every layer. */
import { t, word } from "../../../language/words";
import {
  answer,
  arithmetic,
  drawing,
  exercise,
  numberOf,
  whole,
  text,
  type Mistake,
} from "../making";
import type { Exercise, Generator, NumericField, Part } from "../practice";
import { drawNet, type Layer, type Net, rowsWith, sizeLine } from "./network";
import { fromOption, NAMES, shown, type View, viewFrom } from "./views";

const GIVEN = ["boxes", "pytorch", "keras"] as const satisfies readonly View[];

export const fillTable: Generator = {
  name: "fill-table",
  title: "Fill the layer table",
  summary:
    "A network as code or as boxes: the rows, channels and parameters of each of its layers.",
  options: {
    from: fromOption(GIVEN),
    layers: whole(1, 3, 2, "Layers with sizes of their own."),
  },
  make(seed, index, options): Exercise {
    const from = drawing("fill-table", seed, index);
    const view = viewFrom(from, options, GIVEN);
    return tableExercise(
      drawNet(from, { layers: numberOf(options, "layers", 2), pooling: true }),
      view,
    );
  },
};

function tableExercise(net: Net, view: View): Exercise {
  const { layers } = net;
  return exercise({
    ask: [
      text(t("Read {view} and fill in the table.", { view: word(NAMES[view]) })),
      ...shown(net, view, false),
      {
        kind: "table",
        name: t("The layer table"),
        head: [t("layer"), t("rows and columns"), t("channels"), t("parameters")],
        rows: layers.map(({ name }) => [name, "?", "?", "?"]),
        asked: true,
      },
    ],
    fields: layers.flatMap((layer) => [
      field(layer, "rows", layer.rows),
      field(layer, "channels", layer.channels),
      field(layer, "parameters", layer.parameters),
    ]),
    hints: hintsFor(layers),
    solution: layers.flatMap(solutionOf),
    mistakes: Object.fromEntries(
      layers.flatMap((layer) => [
        [`${layer.name}-rows`, rowMistakes(layer)],
        [`${layer.name}-channels`, channelMistakes(layer)],
        [`${layer.name}-parameters`, parameterMistakes(layer)],
      ]),
    ),
    praise: t("Right: {line}.", {
      line: layers.map(({ rows, channels }) => `${rows}×${rows}×${channels}`).join(t(", then ")),
    }),
  });
}

function hintsFor(layers: readonly Layer[]): readonly string[] {
  return [
    t("Take one layer after the other: what comes out of one goes into the next."),
    t(
      "Rows: ⌊(n + 2p − f) / s⌋ + 1. Channels: as many as there are filters; a pooling keeps them.",
    ),
    t("Parameters: (f · f · channels that come in + 1) · filters. The rows are {rows}.", {
      rows: layers.map(({ rows }) => rows).join(t(", then ")),
    }),
  ];
}

function field(
  layer: Layer,
  what: "rows" | "channels" | "parameters",
  value: number,
): NumericField {
  const role = what === "parameters" ? "weight" : "output";
  return answer(`${layer.name}-${what}`, `${layer.name}: ${word(what)}`, value, { role });
}

function solutionOf(layer: Layer): readonly Part[] {
  const { name, channels } = layer;
  const [size, parameters] = [sizeLine(layer), parameterLine(layer)];
  return [
    arithmetic(
      t("{name}: {line} rows and columns, {channels} channels", { name, line: size, channels }),
    ),
    arithmetic(t("{name}: {line} parameters", { name, line: parameters })),
  ];
}

function parameterLine({ kind, f, channelsIn, channels, parameters }: Layer): string {
  return kind === "maxpool2d"
    ? "0"
    : `(${f} · ${f} · ${channelsIn} + 1) · ${channels} = ${parameters}`;
}

function rowMistakes(layer: Layer): Mistake[] {
  const { n, s, p, f } = layer;
  const others: readonly [string, Partial<Pick<Layer, "f" | "s" | "p">>][] = [
    ...[0, 1, 2, 3]
      .filter((one) => one !== p)
      .map((one) => [t("padding {padding}", { padding: one }), { p: one }] as const),
    ...[1, 2, 3]
      .filter((one) => one !== s)
      .map((one) => [t("stride {stride}", { stride: one }), { s: one }] as const),
    ...[2, 3, 5, 7].filter((one) => one !== f).map((one) => [`f = ${one}`, { f: one }] as const),
  ].map(([what, change]) => [what, change]);
  return [
    { value: layer.rows - 1, says: t("The first place counts as well: add 1.") },
    { value: n, says: t("That is what goes in.") },
    ...others.flatMap(([what, change]) => {
      const rows = rowsWith(layer, change);
      return rows === null
        ? []
        : [{ value: rows, says: t("With {what} you would get {rows}.", { what, rows }) }];
    }),
  ];
}

function channelMistakes({ kind, channelsIn, f }: Layer): Mistake[] {
  if (kind === "maxpool2d")
    return [{ value: 1, says: t("A pooling works on each channel by itself and keeps them all.") }];
  return [
    { value: channelsIn, says: t("Those come in. As many come out as there are filters.") },
    { value: f, says: t("That is the size of a filter, not the number of filters.") },
  ];
}

function parameterMistakes({ kind, f, channelsIn, channels, rows }: Layer): Mistake[] {
  if (kind === "maxpool2d")
    return [{ value: f * f * channels, says: t("A pooling has nothing to learn.") }];
  return [
    {
      value: f * f * channelsIn * channels,
      says: t("The {channels} biases are missing.", { channels }),
    },
    {
      value: (f * f + 1) * channels,
      says: t("A filter reaches through all {channels} channels.", { channels: channelsIn }),
    },
    {
      value: f * f * channels,
      says: t("A filter reaches through all {channels} channels, and has a bias.", {
        channels: channelsIn,
      }),
    },
    {
      value: f * f * channelsIn + 1,
      says: t("That is one filter; there are {filters}.", { filters: channels }),
    },
    {
      value: rows * rows * channels,
      says: t("That is how many numbers come out; the same few weights make all of them."),
    },
  ];
}
