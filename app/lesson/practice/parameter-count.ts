/**
 * How many parameters? (f·f·n_C + 1)·n_C' for a convolution, (inputs + 1)·outputs for a fully
 * connected layer.
 */
import { t } from "../../language/words";
import { size as cellsIn } from "../../../engine/core/shape";
import { conv2d } from "../../../engine/ops/conv2d/conv2d";
import { linear } from "../../../engine/ops/linear/linear";
import {
  arithmetic,
  between,
  drawing,
  exercise,
  numberOf,
  pick,
  text,
  whole,
  type Mistake,
  answer,
  step,
} from "./making";
import type { Exercise, Generator } from "./practice";

export const parameterCount: Generator = {
  name: "parameter-count",
  title: "How many parameters?",
  summary: "Weights and biases of a convolution or a fully connected layer.",
  options: {
    layer: {
      type: "choice",
      options: ["conv", "dense", "either"],
      default: "either",
      description: "Which kind of layer.",
    },
    channels: whole(1, 512, 16, "Most channels of the input."),
    filters: whole(1, 512, 20, "Most filters, or outputs."),
  },
  make(seed, index, options): Exercise {
    const from = drawing("parameter-count", seed, index);
    const layer = options["layer"];
    const channels = between(from, 1, numberOf(options, "channels", 16));
    const filters = between(from, 1, numberOf(options, "filters", 20));
    const dense = layer === "dense" || (layer !== "conv" && from.below(3) === 0);
    if (dense)
      return denseExercise(pick(from, [10, 16, 25, 49, 64, 84, 100, 120, 196, 400]), filters);
    return convExercise(
      pick(from, [1, 3, 3, 5, 7]),
      channels,
      filters,
      pick(from, [6, 28, 39, 64, 224]),
    );
  },
};

function convExercise(f: number, channels: number, filters: number, image: number): Exercise {
  const settings = conv2d.normalise({ out_channels: filters, kernel_size: f });
  const value = count(conv2d.parameters?.([1, channels, image, image], settings) ?? {});
  const one = f * f * channels;
  const given = { filters, f, channels, image, one, all: one + 1 };
  return exercise({
    ask: [
      text(
        t(
          "A convolution has {filters, plural, one {# filter} other {# filters}} of {f}×{f}, each with a bias. Its input has {channels, plural, one {# channel} other {# channels}} of {image}×{image}. How many parameters does it learn?",
          given,
        ),
      ),
    ],
    fields: [
      { ...step("one", t("number of weights of one filter"), one), role: "weight" },
      answer("all", t("number of parameters"), value),
    ],
    hints: [
      t("A filter is as deep as the input has channels."),
      t("One filter has {f}·{f}·{channels} = {one} weights, and one bias.", given),
      t(
        "That is {all} for one filter; there {filters, plural, one {is one} other {are #}}.",
        given,
      ),
    ],
    solution: [
      arithmetic(
        `(${f} · ${f} · ${channels} + 1) · ${filters} = ${one + 1} · ${filters} = ${value}`,
      ),
    ],
    mistakes: {
      one: filterMistakes(f, channels),
      all: convMistakes(f, channels, filters, image),
    },
    praise: t("Right: {value}, whatever the size of the image.", { value }),
  });
}

function filterMistakes(f: number, channels: number): Mistake[] {
  return [
    {
      value: f * f,
      says: t("That is one slice; the filter is {channels} deep.", { channels }),
    },
    { value: f * f * channels + 1, says: t("That counts the bias; it comes in the next line.") },
    { value: f * channels, says: t("A filter has {f} rows and {f} columns.", { f }) },
  ];
}

function convMistakes(f: number, channels: number, filters: number, image: number): Mistake[] {
  const one = f * f * channels;
  return [
    {
      value: one * filters,
      says: t("{count, plural, one {You left out the bias.} other {You left out the # biases.}}", {
        count: filters,
      }),
    },
    { value: one * filters + 1, says: t("Every filter has a bias of its own.") },
    {
      value: (f * f + 1) * filters,
      says: t("A filter reaches through all {channels} channels.", { channels }),
    },
    {
      value: f * f * filters,
      says: t("A filter reaches through all {channels} channels, and each has a bias.", {
        channels,
      }),
    },
    { value: one + 1, says: t("That is one filter; there are {filters}.", { filters }) },
    {
      value: (f * f + 1) * channels * filters,
      says: t("A filter has one bias, not one per channel."),
    },
    {
      value: (f * channels + 1) * filters,
      says: t("A filter has {f}·{f} weights in each channel.", { f }),
    },
    {
      value: image * image * channels * filters,
      says: t("The size of the image does not matter: the same filter is used everywhere."),
    },
    {
      value: (image * image * channels + 1) * filters,
      says: t("That would be a fully connected layer. A filter has only its own few weights."),
    },
  ];
}

function denseExercise(inputs: number, outputs: number): Exercise {
  const value = count(
    linear.parameters?.([1, inputs], linear.normalise({ out_features: outputs })) ?? {},
  );
  return exercise({
    ask: [
      text(
        t(
          "A fully connected layer takes {inputs} numbers and gives {outputs}, with biases. How many parameters does it learn?",
          { inputs, outputs },
        ),
      ),
    ],
    fields: [answer("all", t("number of parameters"), value)],
    hints: [
      t("Every output has a weight for every input."),
      t("One output has {inputs} weights and a bias.", { inputs }),
      t("That is {all} for one output; there are {outputs}.", { all: inputs + 1, outputs }),
    ],
    solution: [arithmetic(`(${inputs} + 1) · ${outputs} = ${value}`)],
    mistakes: {
      all: [
        { value: inputs * outputs, says: t("You left out the {outputs} biases.", { outputs }) },
        { value: inputs * outputs + 1, says: t("Every output has a bias of its own.") },
        { value: inputs + outputs, says: t("Weights are counted for every pair: multiply.") },
        {
          value: inputs * (outputs + 1),
          says: t("The biases belong to the outputs, not to the inputs."),
        },
        { value: inputs + 1, says: t("That is one output; there are {outputs}.", { outputs }) },
      ],
    },
    praise: t("Right: {value}.", { value }),
  });
}

function count(shapes: Readonly<Record<string, readonly number[]>>): number {
  return Object.values(shapes).reduce((total, shape) => total + cellsIn(shape), 0);
}
