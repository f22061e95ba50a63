/**
 * cross_entropy: how surprised the network is by the right answer, averaged over the batch.
 *
 *   p = softmax(z) over the classes        t[n,c] = (1 − ε)·w[label]·(c is the label ? 1 : 0) +
 * ε·w[c]/C   what is asked for
 *   per_sample[n] = Σ_c t[n,c]·(−log p[n,c])        y = Σ per_sample / D  ("mean")  or  Σ
 * per_sample  ("sum")
 *   dlogits[n,c] = dy · (p[n,c]·Σ_k t[n,k] − t[n,c]) / D
 *
 * Usually ε (label_smoothing) is 0 and all weights w are 1: then per_sample is −log p of the label
 * and D the number of labels N. D is Σ w[label], saved as `divisor`. A label equal to ignore_index
 * asks for nothing and does not count. Shapes  logits [N,C] or [N,C,H,W] (a class for every pixel),
 * labels without the C, whole numbers 0 … C−1; weight [C] may be absent
 *         → y [1], probabilities as logits, per_sample as labels, divisor [1]. Natural logarithm.
 * Errors  "shape": not one label for each list of scores. A label outside 0 … C−1 gives
 * not-a-number, never a neighbour's score. Source  torch.nn.functional.cross_entropy. As there, a
 * mean over nothing but ignored labels is 0/0, and its gradient is 0.
 */
import { readAttributes } from "../../core/attributes";
import { apply, constant, minus, named, product, quotient, sum } from "../../core/build";
import { check } from "../../core/errors";
import type { Expression } from "../../core/expression";
import { expressed, once, type Reader } from "../../core/families";
import { sameShape } from "../../core/shape";
import { exponentials, lanes } from "../lanes";

export type CrossEntropyAttributes = {
  readonly reduction: "mean" | "sum";
  readonly ignore_index: number;
  readonly label_smoothing: number;
};

export const crossEntropy = expressed<CrossEntropyAttributes>({
  name: "cross_entropy",
  inputs: [
    { name: "logits", role: "input" },
    { name: "labels", role: "constant", constant: true, integer: true },
    { name: "weight", role: "constant", constant: true, optional: true },
  ],
  saved: [
    { name: "probabilities", role: "output" },
    { name: "per_sample", role: "output" },
    { name: "divisor", role: "output" },
  ],
  keeps: ["labels", "weight", "probabilities", "divisor"],
  defaults: { reduction: "mean", ignore_index: -100, label_smoothing: 0 },
  normalise(raw) {
    const read = readAttributes("cross_entropy", raw);
    const reduction = read.choice("reduction", ["mean", "sum"], "mean");
    const ignore_index = read.whole("ignore_index", { from: -(2 ** 31), to: 2 ** 31 - 1 }, -100);
    const label_smoothing = read.real("label_smoothing", { from: 0, to: 1 }, 0);
    read.done();
    return { reduction, ignore_index, label_smoothing };
  },
  shapes({ logits = [], labels = [], weight }) {
    const [examples = 0, classes = 0, ...places] = logits;
    check(
      logits.length >= 2,
      "shape",
      `cross_entropy reads scores of shape [examples, classes], got [${logits.join(", ")}]`,
    );
    const fits = sameShape(labels, [examples, ...places]);
    check(
      fits,
      "shape",
      `there are ${[examples, ...places].join("×")} examples but labels for [${labels.join(", ")}]`,
    );
    const weights = weight?.[0] ?? classes;
    check(weights === classes, "shape", `there are ${classes} classes but weights for ${weights}`);
    return { y: [1], probabilities: logits, per_sample: labels, divisor: [1] };
  },
  outputs(read, attributes) {
    const asked = targets(read, attributes);
    const { largest, power, total } = exponentials(read, "logits", asked.lane);
    const surprise = (n: number, at: number): Expression =>
      sum([
        apply("log", Math.log, total(n)),
        minus(sum([read.cell("logits", at), minus(largest(n))])),
      ]);
    const loss = once((n) => {
      const terms = asked
        .classes(n)
        .map(({ at, share }) =>
          share === ONE ? surprise(n, at) : product(share, surprise(n, at)),
        );
      const [only] = terms;
      if (only !== undefined && terms.length === 1) return only;
      return asked.isKnown(n) ? sum(terms) : NO_CLASS;
    });
    const all = () => sum(Array.from({ length: asked.lane.count }, (_, n) => loss(n)));
    return {
      probabilities: (at) => quotient(power(at), total(asked.lane.of(at))),
      per_sample: loss,
      divisor: asked.divisor,
      y: () => (attributes.reduction === "mean" ? quotient(all(), asked.divisor()) : all()),
    };
  },
  gradients(read, attributes) {
    const asked = targets(read, attributes);
    const whole = once((n) => named("Σ t", sum(asked.classes(n).map(({ share }) => share))));
    const divisor = read.has("weight") ? read.cell("divisor", 0) : asked.divisor();
    return {
      logits(at) {
        const n = asked.lane.of(at);
        const hit = asked.classes(n).find((one) => one.at === at)?.share ?? NONE;
        const probability = read.cell("probabilities", at);
        if (!asked.isCounted(n)) return product(probability, IGNORED);
        const expected =
          asked.classes(n)[0]?.share === ONE ? probability : product(probability, whole(n));
        const miss = sum([expected, minus(asked.isKnown(n) ? hit : NO_CLASS)]);
        const part = attributes.reduction === "mean" ? quotient(miss, divisor) : miss;
        return read.has("dy") ? product(read.cell("dy", 0), part) : part;
      },
    };
  },
  torch: ({ reduction, ignore_index, label_smoothing }, { weight }) => {
    const settings = [
      ...(weight === undefined ? [] : ["weight=weight"]),
      ...(ignore_index === -100 ? [] : [`ignore_index=${ignore_index}`]),
      ...(reduction === "mean" ? [] : ['reduction="sum"']),
      ...(label_smoothing === 0 ? [] : [`label_smoothing=${label_smoothing}`]),
    ];
    return `nn.CrossEntropyLoss(${settings.join(", ")})`;
  },
});

const ONE = constant(1, undefined, "1 for the right class");
const NONE = constant(0, undefined, "1 for the right class");
const IGNORED = constant(0, undefined, "the label is ignored");
const NO_CLASS = constant(Number.NaN, undefined, "there is no such class");

/** What the loss asks for: of each list of scores, which classes with which share. */
function targets(read: Reader, { ignore_index, label_smoothing }: CrossEntropyAttributes) {
  const logits = read.shapes["logits"] ?? [];
  const lane = lanes(logits, 1);
  const labelOf = (n: number): number => read.cell("labels", n).value;
  const isCounted = (n: number): boolean => labelOf(n) !== ignore_index;
  const isKnown = (n: number): boolean =>
    !isCounted(n) || (labelOf(n) >= 0 && labelOf(n) < lane.length);
  const counted = Array.from({ length: lane.count }, (_, n) => n).filter(isCounted);
  const scaled = (by: number, c: number): Expression => {
    if (!read.has("weight")) return by === 1 ? ONE : constant(by);
    return by === 1 ? read.cell("weight", c) : product(constant(by), read.cell("weight", c));
  };
  const share = (label: number, c: number): Expression => {
    const parts = [
      ...(c === label ? [scaled(1 - label_smoothing, c)] : []),
      ...(label_smoothing > 0 ? [scaled(label_smoothing / lane.length, c)] : []),
    ];
    const [only] = parts;
    return only !== undefined && parts.length === 1 ? only : sum(parts);
  };
  return {
    lane,
    isCounted,
    isKnown,
    /**
     * The classes that count for list `n`, with their share; none where the label is ignored or no
     * class.
     */
    classes: once((n) => {
      if (!isCounted(n) || !isKnown(n)) return [];
      const cells = [...lane.cells(n).entries()].filter(
        ([c]) => label_smoothing > 0 || c === labelOf(n),
      );
      return cells.map(([c, at]) => ({ at, share: share(labelOf(n), c) }));
    }),
    divisor: (): Expression =>
      read.has("weight")
        ? sum(counted.map((n) => (isKnown(n) ? read.cell("weight", labelOf(n)) : NO_CLASS)))
        : constant(counted.length, "N"),
  };
}
