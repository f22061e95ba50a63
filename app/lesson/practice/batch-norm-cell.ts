/**
 * One output of batch norm, or a running average after one step: mean, distances, variance, then
 * the last line. Batches are drawn so that the deviation is a whole number. Numbers by the
 * reference op, with eps 0.
 */
import { t } from "../../language/words";
import { tensor } from "../../../engine/core/tensor";
import { batchnorm } from "../../../engine/ops/batchnorm/batchnorm";
import {
  answer,
  arithmetic,
  between,
  drawing,
  exercise,
  factor,
  listed,
  pick,
  step,
  text,
  written,
} from "./making";
import type { Mistake } from "./making";
import type { Exercise, Field, Generator } from "./practice";

/** Mean 0 and (biased) variance 1; with five samples the unbiased variance is 5/4. */
const PATTERNS: readonly [readonly number[], readonly number[]] = [
  [0.5, -1.5, 0, 1.5, -0.5],
  [2, -0.5, -0.5, -0.5, -0.5],
];
const TOLERANCE = 0.0051;
const MOMENTUM = 0.1;
const ASKED = ["output", "mean", "variance"] as const;
type Asked = (typeof ASKED)[number];

export const batchNormCell: Generator = {
  name: "batch-norm-cell",
  title: "One number of batch normalisation",
  summary: "A batch of five: the output of one sample, or a running average after this step.",
  options: {
    ask: {
      type: "choice",
      options: ["output", "average", "either"],
      default: "either",
      description: "The output of a sample, a running mean or variance, or any of these.",
    },
  },
  make(seed, index, options): Exercise {
    const from = drawing("batch-norm-cell", seed, index);
    const spread = pick(from, [2, 4]);
    const centre = between(from, -2, 9);
    const turn = from.below(5);
    const flip = pick(from, [1, -1]);
    const pattern = pick(from, PATTERNS).map((_, at, all) => flip * (all[(at + turn) % 5] ?? 0));
    const asked: Asked =
      options["ask"] === "output"
        ? "output"
        : options["ask"] === "average"
          ? pick(from, ["mean", "variance"])
          : pick(from, ASKED);
    return batchExercise({
      batch: pattern.map((one) => centre + spread * one),
      at: from.below(5),
      gamma: pick(from, [1, 2, 3, -1]),
      beta: between(from, -3, 3),
      old: asked === "variance" ? between(from, 1, 9) : between(from, -5, 10),
      asked,
    });
  },
};

interface Setting {
  readonly batch: readonly number[];
  readonly asked: Asked;
  /** The sample whose output is asked for. */
  readonly at: number;
  readonly gamma: number;
  readonly beta: number;
  /** The running average before this step. */
  readonly old: number;
}

function batchExercise(setting: Setting): Exercise {
  const { batch, asked, gamma, beta, old } = setting;
  const found = computed(setting);
  const { mean, deviation, normalised, value, unbiased } = found;
  const [samples, question] = [listed(batch), questionOf(setting)];
  const [momentum, keep] = [written(MOMENTUM), written(1 - MOMENTUM)];
  const last = {
    output: `${factor(gamma)} · ${factor(normalised)} + ${factor(beta)} = ${written(value)}`,
    mean: `${keep} · ${factor(old)} + ${momentum} · ${factor(mean)} = ${written(value)}`,
    variance: `${keep} · ${factor(old)} + ${momentum} · ${factor(unbiased)} = ${written(value)}`,
  }[asked];
  const way: readonly Field[] = {
    output: [near("deviation", "σ", deviation), near("normalised", "x̂", normalised)],
    mean: [],
    variance: [near("unbiased", t("unbiased variance"), unbiased)],
  }[asked];
  const label = {
    output: t("output"),
    mean: t("new running mean"),
    variance: t("new running variance"),
  };
  return exercise({
    ask: [
      text(t("A feature of a batch of five samples: {samples}. {question}", { samples, question })),
    ],
    fields: [
      near("mean", t("mean"), mean),
      ...way,
      answer("answer", `${label[asked]} =`, value, { tolerance: TOLERANCE }),
    ],
    hints: hintsOf(setting, found),
    solution: [arithmetic(last)],
    mistakes: { answer: mistakesOf(setting, found) },
    praise: t("Right: {line}.", { line: last }),
  });
}

function questionOf({ asked, at, gamma, beta, old }: Setting): string {
  const momentum = written(MOMENTUM);
  return {
    output: t(
      "γ = {gamma}, β = {beta}, ε = 0. What is the output of sample {at}, in training mode?",
      { gamma: written(gamma), beta: written(beta), at },
    ),
    mean: t(
      "The running mean is {old}, a new batch counts {momentum}. What is it after this step?",
      { old: written(old), momentum },
    ),
    variance: t(
      "The running variance is {old}, a new batch counts {momentum}. What is it after this step? The layer stores the unbiased variance.",
      { old: written(old), momentum },
    ),
  }[asked];
}

function hintsOf(
  { batch, asked, old }: Setting,
  { mean, deviation, normalised, unbiased }: ReturnType<typeof computed>,
): readonly string[] {
  const [momentum, keep] = [written(MOMENTUM), written(1 - MOMENTUM)];
  const squares = batch.map((x) => written((x - mean) ** 2)).join(" + ");
  const sum = written(5 * deviation ** 2);
  return [
    t("The mean is {mean}: add up the five and divide by 5.", { mean: written(mean) }),
    asked === "mean"
      ? t("The old average counts {old}, the batch {new}.", { old: keep, new: momentum })
      : t("The squared distances are {squares}; together {sum}.", { squares, sum }),
    ...(asked === "mean"
      ? [
          t("{keep} times {old}, and {momentum} times {mean}.", {
            keep,
            old: written(old),
            momentum,
            mean: written(mean),
          }),
        ]
      : []),
    ...(asked === "output"
      ? [
          t("σ is {deviation}; x̂ = {normalised}.", {
            deviation: written(deviation),
            normalised: written(normalised),
          }),
        ]
      : []),
    ...(asked === "variance"
      ? [t("Unbiased: {line}.", { line: `${sum} / 4 = ${written(unbiased)}` })]
      : []),
  ];
}

function near(id: string, label: string, value: number): Field {
  return step(id, `${label} =`, value, TOLERANCE);
}

/** Every number of the exercise, by the op itself. */
function computed({ batch, asked, at, gamma, beta, old }: Setting) {
  const one = (value: number) => tensor([1], Float64Array.of(value));
  const { y, mean, inverse_std, ...running } = batchnorm.forward(
    {
      x: tensor([5, 1], Float64Array.from(batch)),
      gamma: one(gamma),
      beta: one(beta),
      running_mean: one(old),
      running_var: one(old),
    },
    batchnorm.normalise({ eps: 0, momentum: MOMENTUM, training: true }),
  );
  const output = y?.data[at] ?? Number.NaN;
  const deviation = 1 / (inverse_std?.data[0] ?? Number.NaN);
  const average = asked === "mean" ? running["running_mean"] : running["running_var"];
  return {
    mean: mean?.data[0] ?? Number.NaN,
    deviation,
    normalised: (output - beta) / gamma,
    unbiased: (deviation ** 2 * 5) / 4,
    value: asked === "output" ? output : (average?.data[0] ?? Number.NaN),
  };
}

function mistakesOf(
  { batch, asked, at, gamma, beta, old }: Setting,
  { mean, deviation, normalised, unbiased }: ReturnType<typeof computed>,
): readonly Mistake[] {
  const x = batch[at] ?? Number.NaN;
  const momentum = written(MOMENTUM);
  const swapped = t("The weights are swapped: {keep} belongs to the old average.", {
    keep: written(1 - MOMENTUM),
  });
  if (asked === "output")
    return [
      { value: normalised, says: t("That is x̂. Scale it by γ and shift it by β.") },
      { value: gamma * (x - mean) + beta, says: t("Divide the distance by σ.") },
      {
        value: (gamma * (x - mean)) / deviation ** 2 + beta,
        says: t("You divided by σ², the variance. Divide by σ."),
      },
      { value: -gamma * normalised + beta, says: t("Mind the order: the sample minus the mean.") },
    ];
  if (asked === "mean")
    return [
      {
        value: mean,
        says: t("That is the batch's mean. It counts {momentum} only.", { momentum }),
      },
      { value: 0.1 * old + 0.9 * mean, says: swapped },
    ];
  return [
    {
      value: 0.9 * old + 0.1 * deviation ** 2,
      says: t("That stores the biased variance; divide by 4."),
    },
    { value: 0.1 * old + 0.9 * unbiased, says: swapped },
    {
      value: unbiased,
      says: t("That is the batch's variance. It counts {momentum} only.", { momentum }),
    },
  ];
}
