/** mse on the GPU. Formulas in the .wgsl files. */
import { type CallContext, type Kernels, perCell } from "../../backends/webgpu/kernel";
import { size } from "../../core/shape";
import backwardSource from "./mse.backward.wgsl?raw";
import forwardSource from "./mse.wgsl?raw";

function scale(call: CallContext, count: number): number {
  return call.attributes["reduction"] === "sum" ? 1 : 1 / Math.max(1, count);
}

export const kernels: Kernels = {
  forward(call) {
    const COUNT = size(call.shape("prediction"));
    return [
      {
        name: "mse.forward",
        source: forwardSource,
        entry: "main",
        constants: { SIZE: call.software ? 64 : 256, COUNT, SCALE: scale(call, COUNT) },
        operands: ["prediction", "target", "y"],
        groups: [1, 1, 1],
        work: 3 * COUNT,
      },
    ];
  },
  backward(call) {
    if (!call.has("dprediction")) return [];
    const count = size(call.shape("dprediction"));
    return perCell(
      "mse.backward",
      backwardSource,
      count,
      ["prediction", "target", "dy", "dprediction"],
      { SCALE: scale(call, count) },
    );
  },
};
