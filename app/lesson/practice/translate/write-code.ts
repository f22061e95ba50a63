/**
 * Any representation → code that the reader types: read as the figure reads it, compared by what it
 * means, not by its letters.
 */
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
  const example =
    dialect === "pytorch"
      ? "nn.Conv2d(channels in, filters, f, stride=…, padding=…)"
      : 'layers.Conv2D(filters, f, strides=…, padding="same")';
  const first =
    code
      .split("\n")
      .find((line) => /Conv2/.test(line))
      ?.trim() ?? "";
  return exercise({
    ask: [text(`Write ${NAMES[view]} in ${libraryOf(dialect)}.`), ...shown(net, view, true)],
    fields: [
      {
        kind: "code",
        id: "code",
        label: `${libraryOf(dialect)} code`,
        role: "weight",
        value: code,
        optional: false,
      },
    ],
    hints: [
      "Say each layer in words first: how many filters, how large, what stride, what padding, a ReLU behind it or not?",
      `A convolution is ${example}. Several layers stand in ${dialect === "pytorch" ? "nn.Sequential(…)" : "keras.Sequential([…])"}.`,
      `The first convolution begins with ${first.replace(/(\d+, \d+).*$/, "$1 …")}`,
    ],
    solution: [{ kind: "code", text: code }],
    mistakes: {},
    readers: { code: (typed) => problemIn(typed, net, dialect) },
    praise: `Right: it reads back to ${sizeText(net.shapes.at(-1)?.shape ?? [])} with the same parameters.`,
  });
}

/** What is wrong with the code, in words; null when it means the same network. */
export function problemIn(typed: string, net: Net, dialect: Dialect): string | null {
  const other =
    dialect === "pytorch"
      ? /\bkeras\b|\blayers\.|\bConv2D\b|\bMaxPooling2D\b/
      : /\bnn\.|\bConv2d\b|\bMaxPool2d\b/;
  const found = other.exec(typed);
  if (found !== null)
    return `“${found[0]}” is ${libraryOf(dialect === "pytorch" ? "keras" : "pytorch")}'s. Write it in ${libraryOf(dialect)}.`;
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
    return `${read.input[0]} channels come in, in your code. In ${sizeText(input)} the last number counts them: ${input[0]}.`;
  return sizeText(read.input) === sizeText(input)
    ? null
    : `The input is ${sizeText(read.input)} in your code; it should be ${sizeText(input)}.`;
}

function layersProblem(read: readonly LayerShape[], net: Net): string | null {
  for (const [at, wanted] of net.shapes.entries()) {
    const mine = read[at];
    if (mine === undefined) return `${titleOf(wanted.kind)} is missing at the end.`;
    if (mine.kind !== wanted.kind)
      return `Layer ${at + 1} is ${titleOf(mine.kind)} in your code; it should be ${titleOf(wanted.kind)}.`;
    const problem = settingProblem(mine, wanted, net);
    if (problem !== null) return problem;
  }
  const more = read[net.shapes.length];
  return more === undefined ? null : `${titleOf(more.kind)} at the end is one layer too many.`;
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
    const start = `${wanted.name}: ${name} is ${have} in your code, but should be ${want}.`;
    const layer = described(net.spec).layers.find((one) => one.name === wanted.name);
    const letter = ({ kernel_size: "f", stride: "s", padding: "p" } as const)[
      setting as "kernel_size"
    ];
    if (layer === undefined || letter === undefined || !/^\d+$/.test(have)) return start;
    return `${start} ${insteadOf(layer, `${name} ${have}`, { [letter]: Number(have) })}`;
  }
  return null;
}
