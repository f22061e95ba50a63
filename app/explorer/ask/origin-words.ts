/** Where a number comes from, in one sentence: what was done to what. */
import { cellsOf } from "../../../engine/core/expression";
import type { Numbers } from "../../../engine/explain/numbers";
import { printed, spoken } from "../../figures/describe/number";
import { t } from "../../language/words";
import { LOSS, type Origin, resultOf, windowsOf } from "./origin";

export function originInWords(origin: Origin): string {
  const { tensor } = origin.cell;
  if (tensor === "loss")
    return t(
      "Cross-entropy: minus the logarithm of the label's probability, from the scores at once.",
    );
  if (tensor === "loss.probabilities") return t("Softmax of the scores, as the loss uses it.");
  if (LOSS[tensor] !== undefined) return t("Here the way back ends.");
  if (tensor.endsWith(".next"))
    return t(
      "One step of gradient descent: the number before, minus the learning rate times its gradient.",
    );
  if (/\.d[wb]$/.test(tensor))
    return t(
      "The gradient of a parameter: at every place where it is used, the gradient that arrives there, times what it meets there; all added. Where no gradient arrives nothing is added.",
    );
  return tensor.endsWith(".dy") ? gradientInWords(origin) : layerInWords(origin);
}

function gradientInWords({ expression, opens }: Origin): string {
  const fromLoss = [...cellsOf(expression)].some((cell) => cell.tensor === "loss.dy");
  if (fromLoss) return t("The gradient of a score: its probability, minus 1 if it is the label's.");
  if (opens)
    return t(
      "A gradient: the gradients of the numbers that read this one, each times how fast that number changes with it, added.",
    );
  return t(
    "The gradient of what is asked, a score or the difference of two, by one of the scores: 1, −1 or 0. Here the way back ends.",
  );
}

interface Counts {
  readonly cells: number;
  readonly products: number;
  readonly maps: number;
}

const averagePooling = (): string =>
  t("Average pooling: the mean of the numbers under the window.");

/** What a layer does, by the name of its op. */
const BY_OP: Readonly<Record<string, (counts: Counts) => string>> = {
  conv2d: ({ products, maps }) =>
    t(
      "A convolution: {products} products from {maps, plural, one {# map} other {# maps}}, and a bias.",
      { products, maps },
    ),
  linear: ({ products }) =>
    t("Fully connected: {products} products, one for each number before it, and a bias.", {
      products,
    }),
  relu: () => t("ReLU: the number before it, or 0 where that is negative."),
  maxpool2d: ({ cells }) => t("Max-pooling: the largest of {cells} numbers.", { cells }),
  flatten: () => t("Flatten: the same number, only in a list."),
  avgpool2d: averagePooling,
  adaptive_avgpool2d: averagePooling,
  global_avgpool2d: averagePooling,
  add: () => t("A sum of two branches: the numbers at this place, added."),
  mul: () => t("A product of two branches: the numbers at this place, multiplied."),
  upsample: () => t("Enlargement: the number of the small picture at this place, or between four."),
  concat: () => t("Concatenation: the same number, under another map."),
  dropout: () => t("Dropout drops nothing in use: the same number."),
  batchnorm: () => t("Batch normalisation in use: shifted and scaled by the running statistics."),
  softmax: () => t("Softmax: e to this score, as a share of the sum over all classes."),
};

function layerInWords({ cell, expression, op }: Origin): string {
  if (op === "")
    return cell.tensor === "input"
      ? t("A pixel: here the way back ends.")
      : t("A parameter: here the way back ends.");
  const cells = [...cellsOf(expression)];
  const products = cells.filter(({ tensor }) => tensor.endsWith(".w")).length;
  const maps = windowsOf(expression).length;
  return (
    BY_OP[op]?.({ cells: cells.length, products, maps }) ?? t("The layer {op} computed it.", { op })
  );
}

/**
 * A device computes in 32 bits, the arithmetic is written out in 64: both numbers, where one sees
 * that they differ; else null.
 */
export function precisionInWords(values: Numbers, origin: Origin): string | null {
  if (values.provenance.kind === "reference" || !origin.opens) return null;
  const [value, result] = [spoken(origin.value), spoken(resultOf(origin))];
  if (value === result || !Number.isFinite(origin.value)) return null;
  return t(
    "In 32 bits, as it was computed, it is {value}; the same numbers in 64 bits give {result}.",
    { value: printed(value), result: printed(result) },
  );
}
