/**
 * log_softmax: the logarithm of softmax, without ever forming a share that rounds to 0.
 *
 *   y_i = (x_i − m) − log Σ_j e^(x_j − m),  m = max_j x_j        dx_i = dy_i − e^(y_i) · Σ_j dy_j
 *
 * Shapes  any → the same. axis as in softmax.
 * Source  torch.nn.functional.log_softmax.
 */
import { apply, minus, named, product, sum } from "../../core/build";
import { expressed, once } from "../../core/families";
import { exponentials, lanes, normaliseAxis } from "../lanes";
import type { SoftmaxAttributes } from "../softmax/softmax";

export const logSoftmax = expressed<SoftmaxAttributes>({
  name: "log_softmax",
  inputs: [{ name: "x", role: "input" }],
  keeps: ["y"],
  defaults: { axis: 1 },
  normalise: normaliseAxis("log_softmax"),
  shapes({ x = [] }, { axis }) {
    lanes(x, axis);
    return { y: x };
  },
  outputs(read, { axis }) {
    const lane = lanes(read.shapes["x"] ?? [], axis);
    const { largest, total } = exponentials(read, "x", lane);
    const logarithm = once((number) => named("log Σ eˣ", apply("log", Math.log, total(number))));
    return {
      y: (at) =>
        sum([
          sum([read.cell("x", at), minus(largest(lane.of(at)))]),
          minus(logarithm(lane.of(at))),
        ]),
    };
  },
  gradients(read, { axis }) {
    const lane = lanes(read.shapes["x"] ?? [], axis);
    const arriving = once((number) =>
      named("Σ dy", sum(lane.cells(number).map((at) => read.cell("dy", at)))),
    );
    return {
      x: (at) =>
        sum([
          read.cell("dy", at),
          minus(product(apply("exp", Math.exp, read.cell("y", at)), arriving(lane.of(at)))),
        ]),
    };
  },
  torch: ({ axis }) => `nn.LogSoftmax(dim=${axis})`,
});
