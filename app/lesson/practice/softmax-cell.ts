/**
 * One probability of a softmax, or the gradient of the cross-entropy with respect to one logit:
 * every power, their sum, the quotient, minus 1 for the right class. Numbers by the reference ops.
 */
import { t } from "../../language/words";
import { tensor, type Tensor } from "../../../engine/core/tensor";
import { crossEntropy } from "../../../engine/ops/cross-entropy/cross-entropy";
import { softmax } from "../../../engine/ops/softmax/softmax";
import {
  answer,
  arithmetic,
  between,
  drawing,
  exercise,
  listed,
  step,
  subscript,
  numberOf,
  text,
  whole,
  written,
  type Mistake,
} from "./making";
import { eachOf } from "./mistakes";
import type { Exercise, Generator } from "./practice";

/** Two decimals are enough. */
const TOLERANCE = 0.006;
const near = (id: string, label: string, value: number) => step(id, `${label} =`, value, TOLERANCE);

export const softmaxCell: Generator = {
  name: "softmax-cell",
  title: "One probability, or its gradient",
  summary: "Three or four logits: the probability of a class, or the gradient of its logit.",
  options: {
    ask: {
      type: "choice",
      options: ["probability", "gradient", "either"],
      default: "either",
      description: "What is asked for.",
    },
    classes: whole(2, 5, 3, "Number of classes."),
  },
  make(seed, index, options): Exercise {
    const from = drawing("softmax-cell", seed, index);
    const classes = numberOf(options, "classes", 3);
    const logits = drawnLogits(classes, () => between(from, -2, 4));
    const gradient =
      options["ask"] === "gradient" || (options["ask"] !== "probability" && from.below(2) === 0);
    return softmaxExercise({
      logits,
      gradient,
      at: from.below(classes),
      label: from.below(classes),
    });
  },
};

interface Setting {
  readonly logits: readonly number[];
  readonly gradient: boolean;
  /** The class that is asked for. */
  readonly at: number;
  readonly label: number;
}

/** Whole numbers, no two alike where there are enough of them: then no two classes are alike. */
function drawnLogits(classes: number, draw: () => number): number[] {
  const logits: number[] = [];
  while (logits.length < classes) {
    const next = draw();
    if (!logits.includes(next)) logits.push(next);
  }
  return logits;
}

/** Every number on the way, and the last lines as they are written. */
function worked({ logits, gradient, at, label }: Setting) {
  const largest = Math.max(...logits);
  const powers = logits.map((z) => Math.exp(z - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  const shares = probabilities(logits);
  const share = shares[at] ?? Number.NaN;
  const value = gradient ? (slopes(logits, label)[at] ?? Number.NaN) : share;
  const [probability, slope] = [`p${subscript(at)}`, `∂E/∂z${subscript(at)}`];
  return {
    largest,
    powers,
    total,
    shares,
    share,
    value,
    probability,
    slope,
    at,
    quotient: `${probability} = ${written(powers[at] ?? 0)} / ${written(total)} ≈ ${written(share)}`,
    last: `${slope} = ${written(share)} − ${at === label ? 1 : 0} ≈ ${written(value)}`,
  };
}

function questionOf({ logits, gradient, label }: Setting, asked: string): string {
  const list = listed(logits.map((z, c) => `z${subscript(c)} = ${written(z)}`));
  const question = gradient
    ? t("The right class is {label}, the loss E is the cross-entropy. Compute {name}.", {
        label,
        name: asked,
      })
    : t("Compute the probability {name}.", { name: asked });
  return t("The logits are {list}. {asked} Two decimals are enough.", { list, asked: question });
}

function softmaxExercise(setting: Setting): Exercise {
  const { logits, gradient, at } = setting;
  const { powers, total, shares, share, value, last, ...found } = worked(setting);
  const asked = gradient ? found.slope : found.probability;
  return exercise({
    ask: [text(questionOf(setting, asked))],
    fields: [
      ...powers.map((power, c) => near(`power-${c}`, `e^(z${subscript(c)} − m)`, power)),
      near("total", t("their sum"), total),
      ...(gradient ? [near("share", found.probability, share)] : []),
      answer("answer", `${asked} =`, value, { tolerance: TOLERANCE }),
    ],
    hints: [
      t("Subtract the maximum m = {largest} from every logit.", {
        largest: written(found.largest),
      }),
      t("The powers of e are {powers}; their sum is {total}.", {
        powers: listed(powers),
        total: written(total),
      }),
      gradient
        ? t("{quotient}; from it subtract 1 if class {at} is the right one, else 0.", found)
        : t("Divide the power of class {at} by the sum.", { at }),
    ],
    solution: [
      arithmetic(`${powers.map(written).join(" + ")} ≈ ${written(total)}`),
      arithmetic(found.quotient),
      ...(gradient ? [arithmetic(last)] : []),
    ],
    mistakes: {
      ...eachOf("power", logits, (z) => [
        { value: Math.exp(z), says: t("Subtract the maximum from the logit first.") },
      ]),
      answer: answerMistakes(setting, powers[at] ?? 0, shares),
    },
    praise: t("Right: {line}.", { line: gradient ? last : found.quotient }),
  });
}

/** Wrong ways to the answer; the power, the probability and the logit are those of the class. */
function answerMistakes(
  { logits, gradient, at, label }: Setting,
  power: number,
  shares: readonly number[],
): readonly Mistake[] {
  const [share, z] = [shares[at] ?? 0, logits[at] ?? 0];
  const sum = logits.reduce((total, one) => total + one, 0);
  const name = `p${subscript(at)}`;
  const slope = (of: number, c: number): number => (gradient ? of - (c === label ? 1 : 0) : of);
  const answers: readonly Mistake[] = gradient
    ? [
        {
          value: -slope(share, at),
          says: t("Mind the order: it is p − y, the probability first."),
        },
        { value: share, says: t("That is {name}; the 1 of the right class is missing.", { name }) },
        { value: share - 1, says: t("The 1 belongs to class {label} only.", { label }) },
      ]
    : [
        { value: power, says: t("That is the power of e; divide it by the sum of all powers.") },
        { value: z / sum, says: t("That is a share of the logits; take powers of e first.") },
      ];
  const others = shares.map((one, c) => ({
    value: slope(one, c),
    says: t("That is class {c}; class {at} is asked for.", { c, at }),
  }));
  return [...answers, ...others];
}

function row(logits: readonly number[]): Tensor<Float64Array> {
  return tensor([1, logits.length], Float64Array.from(logits));
}

function probabilities(logits: readonly number[]): readonly number[] {
  return [...(softmax.forward({ x: row(logits) }, softmax.normalise({}))["y"]?.data ?? [])];
}

/** The gradient of the cross-entropy with respect to every logit. */
function slopes(logits: readonly number[], label: number): readonly number[] {
  const settings = crossEntropy.normalise({});
  const given = { logits: row(logits), labels: tensor([1], Int32Array.of(label)) };
  const values = { ...given, ...crossEntropy.forward(given, settings) };
  const one = tensor([1], Float64Array.of(1));
  return [...(crossEntropy.backward({ ...values, dy: one }, settings)["dlogits"]?.data ?? [])];
}
