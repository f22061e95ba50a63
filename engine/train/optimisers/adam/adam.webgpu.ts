/**
 * Adam and AdamW on the GPU: one dispatch over the flat range of all parameters. Formula in
 * adam.wgsl.
 */
import { type Kernels, perCell } from "../../../backends/webgpu/kernel";
import { flag, real } from "../../../backends/webgpu/settings";
import { size } from "../../../core/shape";
import source from "./adam.wgsl?raw";

export function adamKernels(DECOUPLED: 0 | 1): Kernels {
  return {
    update(call) {
      const beta1 = real(call.attributes, "beta1", 0.9);
      const beta2 = real(call.attributes, "beta2", 0.999);
      const amsgrad = flag(call.attributes, "amsgrad");
      return perCell(
        "adam",
        source,
        size(call.shape("parameters")),
        ["parameters", "gradients", "first", "second", amsgrad ? "largest" : null],
        {
          BETA1: beta1,
          ONE_MINUS_BETA1: 1 - beta1,
          BETA2: beta2,
          ONE_MINUS_BETA2: 1 - beta2,
          EPS: real(call.attributes, "eps", 1e-8),
          WEIGHT_DECAY: real(call.attributes, "weight_decay", DECOUPLED === 1 ? 0.01 : 0),
          DECOUPLED,
          AMSGRAD: amsgrad ? 1 : 0,
        },
      );
    },
  };
}

export const kernels: Kernels = adamKernels(0);
