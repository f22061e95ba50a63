/**
 * mse: mean squared error, the average of (prediction − target)² over all cells.
 *
 *   y = Σ (p − t)² / n  ("mean")  or  Σ (p − t)²  ("sum")        dprediction = dy · 2·(p − t) / n
 *
 * Shapes  prediction and target are the same → y [1].
 * Errors  "shape": they differ.
 * Source  torch.nn.functional.mse_loss.
 */
import { readAttributes } from "../../core/attributes";
import { constant, minus, named, product, quotient, sum } from "../../core/build";
import { check } from "../../core/errors";
import { expressed, type Reader } from "../../core/families";
import { sameShape, size } from "../../core/shape";

export const mse = expressed<{ readonly reduction: "mean" | "sum" }>({
  name: "mse",
  inputs: [
    { name: "prediction", role: "input" },
    { name: "target", role: "constant", constant: true },
  ],
  keeps: ["prediction", "target"],
  defaults: { reduction: "mean" },
  normalise(raw) {
    const read = readAttributes("mse", raw);
    const reduction = read.choice("reduction", ["mean", "sum"], "mean");
    read.done();
    return { reduction };
  },
  shapes({ prediction = [], target = [] }) {
    check(
      sameShape(prediction, target),
      "shape",
      `the prediction is [${prediction.join(", ")}] but the target is [${target.join(", ")}]`,
    );
    return { y: [1] };
  },
  outputs(read, { reduction }) {
    const count = size(read.shapes["prediction"] ?? []);
    const squares = () =>
      sum(
        Array.from({ length: count }, (_, at) => {
          const difference = errorAt(read, at);
          return product(difference, difference);
        }),
      );
    return {
      y: () => (reduction === "mean" ? quotient(squares(), constant(count, "n")) : squares()),
    };
  },
  gradients(read, { reduction }) {
    const count = size(read.shapes["prediction"] ?? []);
    return {
      prediction(at) {
        const twice = product(constant(2), errorAt(read, at));
        const share = reduction === "mean" ? quotient(twice, constant(count, "n")) : twice;
        return read.has("dy") ? product(read.cell("dy", 0), share) : share;
      },
    };
  },
  torch: ({ reduction }) => (reduction === "mean" ? "nn.MSELoss()" : 'nn.MSELoss(reduction="sum")'),
});

function errorAt(read: Reader, at: number) {
  return named("error", sum([read.cell("prediction", at), minus(read.cell("target", at))]));
}
