/**
 * Any representation → code that the reader types: read as the figure reads it, compared by what it
 * means, not by its letters.
 */
import { t, word } from "../../../language/words";
import { LabError } from "../../../../engine/core/errors";
import { type LayerShape, networkShapes } from "../../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../../engine/graph/spec";
import { readCode } from "../../../../engine/code/read/read";
import { type Dialect, writeCode } from "../../../../engine/code/write";
import { settingText, sizeText, titleOf } from "../../../widgets/shorthand/words";
import { drawing, exercise, numberOf, text, whole } from "../making";
import type { Exercise, Generator } from "../practice";
import { described, drawNet, insteadOf, type Net } from "./network";
import {
  DIALECT,
  dialectFrom,
  fromOption,
  libraryOf,
  NAMES,
  shown,
  type View,
  VIEWS,
  viewFrom,
} from "./views";

export const writeCodeGenerator: Generator = {
  name: "write-code",
  title: "Write the code",
  summary:
    "A layer in any other representation: type it in PyTorch or Keras. Read as code is, and compared by what it means.",
  options: {
    from: fromOption(VIEWS),
    to: DIALECT,
    layers: whole(1, 3, 1, "Layers with sizes of their own."),
  },
  make(seed, index, options): Exercise {
    const from = drawing("write-code", seed, index);
    const wanted = dialectFrom(from, options);
    const view = viewFrom(from, options, [
      "drawing",
      "boxes",
      "table",
      wanted === "pytorch" ? "keras" : "pytorch",
    ]);
    const dialect = view === wanted ? (wanted === "pytorch" ? "keras" : "pytorch") : wanted;
    return codeExercise(
      drawNet(from, { layers: numberOf(options, "layers", 1), pooling: true }),
      view,
      dialect,
    );
  },
};

function codeExercise(net: Net, view: View, dialect: Dialect): Exercise {
  const code = writeCode(net.spec, dialect);
  const library = libraryOf(dialect);
  return exercise({
    ask: [
      text(t("Write {view} in {library}.", { view: word(NAMES[view]), library })),
      ...shown(net, view, true),
    ],
    fields: [
      {
        kind: "code",
        id: "code",
        label: t("{library} code", { library }),
        role: "weight",
        value: code,
        optional: false,
      },
    ],
    hints: hintsFor(code, dialect),
    solution: [{ kind: "code", text: code }],
    mistakes: {},
    readers: { code: (typed) => problemIn(typed, net, dialect) },
    praise: t("Right: it reads back to {size} with the same parameters.", {
      size: sizeText(net.shapes.at(-1)?.shape ?? []),
    }),
  });
}

const CALLS: Readonly<Record<Dialect, { readonly example: string; readonly frame: string }>> = {
  pytorch: {
    example: "nn.Conv2d(channels in, filters, f, stride=…, padding=…)",
    frame: "nn.Sequential(…)",
  },
  keras: {
    example: 'layers.Conv2D(filters, f, strides=…, padding="same")',
    frame: "keras.Sequential([…])",
  },
};

function hintsFor(code: string, dialect: Dialect): readonly string[] {
  const first = code.split("\n").find((line) => /Conv2/.test(line)) ?? "";
  return [
    t(
      "Say each layer in words first: how many filters, how large, what stride, what padding, a ReLU behind it or not?",
    ),
    t("A convolution is {example}. Several layers stand in {frame}.", CALLS[dialect]),
    t("The first convolution begins with {start}", {
      start: first.trim().replace(/(\d+, \d+).*$/, "$1 …"),
    }),
  ];
}

/** What is wrong with the code, in words; null when it means the same network. */
export function problemIn(typed: string, net: Net, dialect: Dialect): string | null {
  const other =
    dialect === "pytorch"
      ? /\bkeras\b|\blayers\.|\bConv2D\b|\bMaxPooling2D\b/
      : /\bnn\.|\bConv2d\b|\bMaxPool2d\b/;
  const found = other.exec(typed);
  if (found !== null)
    return t("“{found}” is {other}'s. Write it in {library}.", {
      found: found[0],
      other: libraryOf(dialect === "pytorch" ? "keras" : "pytorch"),
      library: libraryOf(dialect),
    });
  try {
    const read = readCode(typed, net.spec.input);
    return inputProblem(read, net.spec) ?? layersProblem(networkShapes(read).layers, net);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return error.hint === "" ? error.message : `${error.message} ${error.hint}`;
  }
}

function inputProblem(read: NetworkSpec, { input }: NetworkSpec): string | null {
  if (read.input[0] !== input[0])
    return t(
      "{mine} channels come in, in your code. In {size} the last number counts them: {wanted}.",
      { mine: read.input[0] ?? 0, size: sizeText(input), wanted: input[0] ?? 0 },
    );
  return sizeText(read.input) === sizeText(input)
    ? null
    : t("The input is {mine} in your code; it should be {wanted}.", {
        mine: sizeText(read.input),
        wanted: sizeText(input),
      });
}

function layersProblem(read: readonly LayerShape[], net: Net): string | null {
  for (const [at, wanted] of net.shapes.entries()) {
    const mine = read[at];
    if (mine === undefined)
      return t("{layer} is missing at the end.", { layer: titleOf(wanted.kind) });
    if (mine.kind !== wanted.kind)
      return t("Layer {at} is {mine} in your code; it should be {wanted}.", {
        at: at + 1,
        mine: titleOf(mine.kind),
        wanted: titleOf(wanted.kind),
      });
    const problem = settingProblem(mine, wanted, net);
    if (problem !== null) return problem;
  }
  const more = read[net.shapes.length];
  return more === undefined
    ? null
    : t("{layer} at the end is one layer too many.", { layer: titleOf(more.kind) });
}

const SETTINGS = [
  ["out_channels", "filters"],
  ["kernel_size", "f"],
  ["stride", "stride"],
  ["padding", "padding"],
  ["dilation", "dilation"],
  ["groups", "groups"],
  ["bias", "bias"],
  ["ceil_mode", "ceil_mode"],
] as const;

function settingProblem(mine: LayerShape, wanted: LayerShape, net: Net): string | null {
  for (const [setting, name] of SETTINGS) {
    const [have, want] = [
      settingText(mine.attributes[setting]),
      settingText(wanted.attributes[setting]),
    ];
    if (have === want) continue;
    const start = t("{layer}: {name} is {have} in your code, but should be {want}.", {
      layer: wanted.name,
      name,
      have,
      want,
    });
    const layer = described(net.spec).layers.find((one) => one.name === wanted.name);
    const letter = ({ kernel_size: "f", stride: "s", padding: "p" } as const)[
      setting as "kernel_size"
    ];
    if (layer === undefined || letter === undefined || !/^\d+$/.test(have)) return start;
    return `${start} ${insteadOf(layer, `${name} ${have}`, { [letter]: Number(have) })}`;
  }
  return null;
}
