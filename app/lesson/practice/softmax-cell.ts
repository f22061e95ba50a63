/**
 * One probability of a softmax, or the gradient of the cross-entropy with respect to one logit:
 * every power, their sum, the quotient, minus 1 for the right class. Numbers by the reference ops.
 */
import { t } from "../../language/words";
import { tensor, type Tensor } from "../../../engine/core/tensor";
import { crossEntropy } from "../../../engine/ops/cross-entropy/cross-entropy";
import { softmax } from "../../../engine/ops/softmax/softmax";
import {
  arithmetic,
  between,
  drawing,
  exercise,
  listed,
  numberOf,
  text,
  whole,
  written,
  type Mistake,
} from "./making";
import type { Exercise, Field, Generator } from "./practice";

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

function softmaxExercise(setting: Setting): Exercise {
  const { logits, gradient, at, label } = setting;
  const largest = Math.max(...logits);
  const powers = logits.map((z) => Math.exp(z - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  const shares = probabilities(logits);
  const share = shares[at] ?? Number.NaN;
  const value = gradient ? (slopes(logits, label)[at] ?? Number.NaN) : share;
  const quotient = `p${sub(at)} = ${written(powers[at] ?? 0)} / ${written(total)} ≈ ${written(share)}`;
  const last = `∂E/∂z${sub(at)} = ${written(share)} − ${at === label ? 1 : 0} ≈ ${written(value)}`;
  const list = listed(logits.map((z, c) => `z${sub(c)} = ${written(z)}`));
  const asked = gradient
    ? t("The right class is {label}, the loss E is the cross-entropy. Compute {name}.", {
        label,
        name: `∂E/∂z${sub(at)}`,
      })
    : t("Compute the probability {name}.", { name: `p${sub(at)}` });
  return exercise({
    ask: [text(t("The logits are {list}. {asked} Two decimals are enough.", { list, asked }))],
    fields: [
      ...powers.map((power, c) => asField(`power-${c}`, `e^(z${sub(c)} − m)`, power, true)),
      asField("total", t("their sum"), total, true),
      ...(gradient ? [asField("share", `p${sub(at)}`, share, true)] : []),
      asField("answer", gradient ? `∂E/∂z${sub(at)}` : `p${sub(at)}`, value, false),
    ],
    hints: [
      t("Subtract the maximum m = {largest} from every logit.", { largest: written(largest) }),
      t("The powers of e are {powers}; their sum is {total}.", {
        powers: listed(powers),
        total: written(total),
      }),
      gradient
        ? t("{quotient}; from it subtract 1 if class {at} is the right one, else 0.", {
            quotient,
            at,
          })
        : t("Divide the power of class {at} by the sum.", { at }),
    ],
    solution: [
      arithmetic(`${powers.map(written).join(" + ")} ≈ ${written(total)}`),
      arithmetic(quotient),
      ...(gradient ? [arithmetic(last)] : []),
    ],
    mistakes: mistakesOf(setting, powers, shares, value),
    praise: t("Right: {line}.", { line: gradient ? last : quotient }),
  });
}

function asField(id: string, label: string, value: number, optional: boolean): Field {
  return {
    kind: "number",
    id,
    label: `${label} =`,
    role: optional ? "constant" : "output",
    value,
    tolerance: 0.006,
    optional,
  };
}

function mistakesOf(
  { logits, gradient, at, label }: Setting,
  powers: readonly number[],
  shares: readonly number[],
  value: number,
): Record<string, readonly Mistake[]> {
  const [power, share, z] = [powers[at] ?? 0, shares[at] ?? 0, logits[at] ?? 0];
  const sum = logits.reduce((total, one) => total + one, 0);
  const answer: Mistake[] = gradient
    ? [
        { value: -value, says: t("Mind the order: it is p − y, the probability first.") },
        {
          value: share,
          says: t("That is {name}; the 1 of the right class is missing.", { name: `p${sub(at)}` }),
        },
        { value: share - 1, says: t("The 1 belongs to class {label} only.", { label }) },
      ]
    : [
        { value: power, says: t("That is the power of e; divide it by the sum of all powers.") },
        { value: z / sum, says: t("That is a share of the logits; take powers of e first.") },
      ];
  const others = shares.map((one, c) => ({
    value: gradient ? one - (c === label ? 1 : 0) : one,
    says: t("That is class {c}; class {at} is asked for.", { c, at }),
  }));
  return {
    ...Object.fromEntries(
      logits.map((one, c) => [
        `power-${c}`,
        [{ value: Math.exp(one), says: t("Subtract the maximum from the logit first.") }],
      ]),
    ),
    answer: [...answer, ...others],
  };
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

function sub(digit: number): string {
  return String.fromCodePoint(0x2080 + digit);
}
