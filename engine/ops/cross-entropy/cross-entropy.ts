/**
 * cross_entropy: how surprised the network is by the right answer, averaged over the batch.
 *
 *   per_sample[n] = −log p[n, label[n]] = log Σ_j e^(z_j − m) − (z_label − m),  p = softmax(z), m = max z
 *   y = Σ_n per_sample[n] / N  ("mean")  or  Σ_n per_sample[n]  ("sum")
 *   dlogits[n,c] = dy · (p[n,c] − (c is the label ? 1 : 0)) / N
 *
 * Shapes  logits [N,C], labels [N] whole numbers 0 … C−1 → y [1], probabilities [N,C], per_sample [N]. Natural logarithm.
 * Errors  "shape": not one label per example. A label outside 0 … C−1 gives not-a-number, never a neighbour's score.
 * Source  torch.nn.functional.cross_entropy.
 */
import { readAttributes } from "../../core/attributes";
import { apply, constant, minus, product, quotient, sum } from "../../core/build";
import { check } from "../../core/errors";
import type { Expression } from "../../core/expression";
import { expressed, once, type Reader } from "../../core/families";
import type { Shape } from "../../core/shape";
import { exponentials, lanes } from "../lanes";

export type LossAttributes = { readonly reduction: "mean" | "sum" };

export const crossEntropy = expressed<LossAttributes>({
  name: "cross_entropy",
  inputs: [
    { name: "logits", role: "input" },
    { name: "labels", role: "constant", constant: true, integer: true },
  ],
  saved: [
    { name: "probabilities", role: "output" },
    { name: "per_sample", role: "output" },
  ],
  keeps: ["labels", "probabilities"],
  defaults: { reduction: "mean" },
  normalise(raw) {
    const read = readAttributes("cross_entropy", raw);
    const reduction = read.choice("reduction", ["mean", "sum"], "mean");
    read.done();
    return { reduction };
  },
  shapes({ logits = [], labels = [] }) {
    check(logits.length === 2, "shape", `cross_entropy reads scores of shape [examples, classes], got [${logits.join(", ")}]`);
    const examples = logits[0] ?? 0;
    check(labels.length === 1 && labels[0] === examples, "shape", `there are ${examples} examples but labels for [${labels.join(", ")}]`);
    return { y: [1], probabilities: logits, per_sample: [examples] };
  },
  outputs(read, { reduction }) {
    const logits = read.shapes["logits"] ?? [];
    const [examples = 0] = logits;
    const lane = lanes(logits, 1);
    const { largest, power, total } = exponentials(read, "logits", lane);
    const surprise = once((n) => {
      const score = labelled(read, logits, n, (at) => sum([read.cell("logits", at), minus(largest(n))]));
      return sum([apply("log", Math.log, total(n)), minus(score)]);
    });
    const all = () => sum(Array.from({ length: examples }, (_, n) => surprise(n)));
    return {
      probabilities: (at) => quotient(power(at), total(lane.of(at))),
      per_sample: surprise,
      y: () => (reduction === "mean" ? quotient(all(), constant(examples, "N")) : all()),
    };
  },
  gradients(read, { reduction }) {
    const [examples = 0, classes = 0] = read.shapes["logits"] ?? [];
    return {
      logits(at) {
        const label = read.cell("labels", Math.floor(at / classes)).value;
        const valid = label >= 0 && label < classes;
        const hit = constant(!valid ? Number.NaN : at % classes === label ? 1 : 0, undefined, "1 for the right class");
        const miss = sum([read.cell("probabilities", at), minus(hit)]);
        const share = reduction === "mean" ? quotient(miss, constant(examples, "N")) : miss;
        return read.has("dy") ? product(read.cell("dy", 0), share) : share;
      },
    };
  },
  torch: ({ reduction }) => (reduction === "mean" ? "nn.CrossEntropyLoss()" : 'nn.CrossEntropyLoss(reduction="sum")'),
});

/** `of` at the label's class of example `n`, or not-a-number when there is no such class. */
function labelled(read: Reader, [, classes = 0]: Shape, n: number, of: (at: number) => Expression): Expression {
  const label = read.cell("labels", n).value;
  return label >= 0 && label < classes ? of(n * classes + label) : constant(Number.NaN, undefined, `there is no class ${label}`);
}
