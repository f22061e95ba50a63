/** cross_entropy on the GPU. Formulas in the .wgsl files. */
import { type CallContext, type Kernels, perCell } from "../../backends/webgpu/kernel";
import math from "../../backends/webgpu/math.wgsl?raw";
import { real } from "../../backends/webgpu/settings";
import { size } from "../../core/shape";
import backwardSource from "./cross-entropy.backward.wgsl?raw";
import forwardSource from "./cross-entropy.wgsl?raw";

function constantsOf({ attributes, has, shape }: CallContext, slot: string) {
  const [, K = 0, ...places] = shape(slot);
  const smoothing = real(attributes, "label_smoothing");
  const flags = {
    WEIGHTED: has("weight") ? 1 : 0,
    MEAN: attributes["reduction"] === "mean" ? 1 : 0,
  };
  const IGNORED = real(attributes, "ignore_index");
  return { K, INNER: size(places), IGNORED, RIGHT: 1 - smoothing, SPREAD: smoothing / K, ...flags };
}

export const kernels: Kernels = {
  forward(call) {
    const N = size(call.shape("labels"));
    const constants = constantsOf(call, "logits");
    return [
      {
        name: "cross_entropy.forward",
        source: `${forwardSource}\n${math}`,
        entry: "main",
        constants: { N, ...constants },
        operands: [
          "logits",
          "labels",
          "y",
          "probabilities",
          "per_sample",
          "divisor",
          call.has("weight") ? "weight" : null,
        ],
        groups: [1, 1, 1],
        work: 30 * N * constants.K,
      },
    ];
  },
  backward(call) {
    if (!call.has("dlogits")) return [];
    const operands = [
      "probabilities",
      "labels",
      "dy",
      "dlogits",
      "divisor",
      call.has("weight") ? "weight" : null,
    ];
    return perCell(
      "cross_entropy.backward",
      backwardSource,
      size(call.shape("dlogits")),
      operands,
      constantsOf(call, "dlogits"),
    );
  },
};
