/**
 * Drawing, boxes or table → which line of code is it? Every wrong line is understood by the reader
 * of code, and told apart.
 */
import { t, word } from "../../../language/words";
import type { Random } from "../../../../engine/core/random";
import type { NetworkSpec } from "../../../../engine/graph/spec";
import { type Dialect, writeCode } from "../../../../engine/code/write";
import { choice, drawing, exercise, shuffled, text } from "../making";
import type { Exercise, Generator, Part } from "../practice";
import { drawNet, insteadOf, type Layer, type Net, otherSettings } from "./network";
import {
  DIALECT,
  dialectFrom,
  fromOption,
  libraryOf,
  NAMES,
  shown,
  type View,
  viewFrom,
} from "./views";

const GIVEN = ["drawing", "boxes", "table"] as const satisfies readonly View[];

export const chooseCode: Generator = {
  name: "choose-code",
  title: "Which line of code is it?",
  summary:
    "A layer as a drawing, boxes or a table: choose its line in PyTorch or Keras. Every wrong one is a mistake, explained.",
  options: { from: fromOption(GIVEN), to: DIALECT },
  make(seed, index, options): Exercise {
    const from = drawing("choose-code", seed, index);
    const view = viewFrom(from, options, GIVEN);
    const dialect = dialectFrom(from, options);
    const net = withoutRelu(drawNet(from, { layers: 1, pooling: false }));
    return codeExercise(net, view, dialect, chosenLines(from, net, dialect));
  },
};

interface Line {
  readonly code: string;
  readonly mistake: string;
}

/** One line is asked for, so the activation is left out. */
function withoutRelu(net: Net): Net {
  const keep = net.spec.layers.filter(({ op }) => op !== "relu");
  return {
    spec: { ...net.spec, layers: keep },
    shapes: net.shapes.filter(({ kind }) => kind !== "relu"),
    layers: net.layers.map((layer) => ({ ...layer, relu: false })),
  };
}

/** The right line and three wrong ones, in any order. */
function chosenLines(from: Random, net: Net, dialect: Dialect): readonly Line[] {
  const [layer] = net.layers;
  if (layer === undefined) return [];
  const right = { code: lineOf(net.spec, dialect), mistake: "" };
  const wrong = shuffled(from, mistakesOf(layer, dialect)).filter(
    (one, at, all) =>
      one.code !== right.code && all.findIndex((other) => other.code === one.code) === at,
  );
  return shuffled(from, [right, ...wrong.slice(0, 3)]);
}

/** The line alone, without the frame of a Sequential. */
function lineOf(spec: NetworkSpec, dialect: Dialect): string {
  const lines = writeCode(spec, dialect).split("\n");
  if (dialect === "pytorch") return lines[0] ?? "";
  return lines
    .slice(2, -1)
    .map((line) => line.trim().replace(/,$/, ""))
    .join("\n");
}

function mistakesOf(layer: Layer, dialect: Dialect): readonly Line[] {
  const { f, s, channels, rows } = layer;
  const variant = (change: Partial<Layer>): string =>
    lineOf(specOf({ ...layer, ...change }), dialect);
  const { padding, stride } = otherSettings(layer);
  const settings: readonly Line[] = [
    {
      code: variant({ p: padding }),
      mistake: insteadOf(layer, t("padding {padding}", { padding }), { p: padding }),
    },
    {
      code: variant({ s: stride }),
      mistake: insteadOf(layer, t("stride {stride}", { stride }), { s: stride }),
    },
    {
      code: variant({ channels: rows }),
      mistake: t(
        "{rows} is the number of rows that come out. The filters count the channels that come out: {channels}.",
        { rows, channels },
      ),
    },
    ...(s === f
      ? []
      : [
          {
            code: variant({ f: s, s: f }),
            mistake: t("That is a filter of {s}×{s} with stride {f}: f and s are exchanged.", {
              s,
              f,
            }),
          },
        ]),
  ];
  return [...settings, ...dialectMistakes(layer, dialect, variant)];
}

/** What a library's own order of numbers leads to. */
function dialectMistakes(
  { n, channels, channelsIn }: Layer,
  dialect: Dialect,
  variant: (change: Partial<Layer>) => string,
): readonly Line[] {
  if (dialect === "keras")
    return [
      {
        code: `layers.Conv2D(${channelsIn}, ${channels})`,
        mistake: t(
          "Keras begins with the filters and never names the channels that come in: this line has {channelsIn} filters of {channels}×{channels}.",
          { channelsIn, channels },
        ),
      },
    ];
  return [
    {
      code: variant({ channels: channelsIn, channelsIn: channels }),
      mistake: t(
        "PyTorch begins with the channels that come in. This line waits for {channels} channels, but {channelsIn} come in.",
        { channels, channelsIn },
      ),
    },
    {
      code: variant({ channelsIn: n }),
      mistake: t(
        "{n} is the size of the picture, of which PyTorch says nothing. The first number counts the channels that come in: {channelsIn}.",
        { n, channelsIn },
      ),
    },
  ];
}

function specOf({ channelsIn, n, channels, f, s, p }: Layer): NetworkSpec {
  const size = Math.max(n, f);
  return {
    format: 1,
    name: "line",
    input: [channelsIn, size, size],
    layers: [
      { name: "conv", op: "conv2d", out_channels: channels, kernel_size: f, stride: s, padding: p },
    ],
  };
}

function codeExercise(net: Net, view: View, dialect: Dialect, lines: readonly Line[]): Exercise {
  const right = lines.findIndex(({ mistake }) => mistake === "");
  const code = lines[right]?.code ?? "";
  const options = lines.map((line): Part => ({ kind: "code", text: line.code }));
  const library = libraryOf(dialect);
  return exercise({
    ask: [
      text(t("Which {library} code belongs to {view}?", { library, view: word(NAMES[view]) })),
      ...shown(net, view, true),
    ],
    fields: [choice("code", t("code"), "weight", { value: right, options })],
    hints: hintsFor(code, dialect),
    solution: [{ kind: "code", text: code }],
    mistakes: { code: lines.map(({ mistake }, value) => ({ value, says: mistake })) },
    praise:
      dialect === "pytorch"
        ? t("Right. PyTorch wants the channels that come in.")
        : t("Right. Keras counts the channels that come in itself."),
  });
}

function hintsFor(code: string, dialect: Dialect): readonly string[] {
  const order =
    dialect === "pytorch" ? "nn.Conv2d(channels in, filters, f)" : "layers.Conv2D(filters, f)";
  const last = code.split("\n").at(-1) ?? "";
  return [
    t("Say the layer in words first: how many filters, how large, what stride, what padding?"),
    t("The order is {order}; stride and padding follow by name, where they are not 1 and 0.", {
      order,
    }),
    t("So it begins with {start}", { start: last.replace(/(\d+, \d+).*$/s, "$1 …") }),
  ];
}
