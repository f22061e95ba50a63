/** cross_entropy on the GPU. Formulas in the .wgsl files. */
import { type CallContext, type Kernels, perCell } from "../../backends/webgpu/kernel";
import math from "../../backends/webgpu/math.wgsl?raw";
import backwardSource from "./cross-entropy.backward.wgsl?raw";
import forwardSource from "./cross-entropy.wgsl?raw";

function scale(call: CallContext, examples: number): number {
  return call.attributes["reduction"] === "sum" ? 1 : 1 / Math.max(1, examples);
}

export const kernels: Kernels = {
  forward(call) {
    const [N = 0, K = 0] = call.shape("logits");
    return [
      {
        name: "cross_entropy.forward",
        source: `${forwardSource}\n${math}`,
        entry: "main",
        constants: { N, K, SCALE: scale(call, N) },
        operands: ["logits", "labels", "y", "probabilities", "per_sample"],
        groups: [1, 1, 1],
        work: 30 * N * K,
      },
    ];
  },
  backward(call) {
    if (!call.has("dlogits")) return [];
    const [N = 0, K = 0] = call.shape("dlogits");
    const operands = ["probabilities", "labels", "dy", "dlogits"];
    return perCell("cross_entropy.backward", backwardSource, N * K, operands, { K, SCALE: scale(call, N) });
  },
};
