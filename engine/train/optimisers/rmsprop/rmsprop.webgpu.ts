/**
 * RMSprop on the GPU: one dispatch over the flat range of all parameters. Formula in rmsprop.wgsl.
 */
import { type Kernels, perCell } from "../../../backends/webgpu/kernel";
import { flag, real } from "../../../backends/webgpu/settings";
import { size } from "../../../core/shape";
import source from "./rmsprop.wgsl?raw";

export const kernels: Kernels = {
  update(call) {
    const alpha = real(call.attributes, "alpha", 0.99);
    const operands = [
      "parameters",
      "gradients",
      "square",
      call.has("mean") ? "mean" : null,
      call.has("velocity") ? "velocity" : null,
    ];
    return perCell("rmsprop", source, size(call.shape("parameters")), operands, {
      ALPHA: alpha,
      ONE_MINUS_ALPHA: 1 - alpha,
      EPS: real(call.attributes, "eps", 1e-8),
      MOMENTUM: real(call.attributes, "momentum", 0),
      CENTERED: flag(call.attributes, "centered") ? 1 : 0,
      WEIGHT_DECAY: real(call.attributes, "weight_decay", 0),
    });
  },
};
