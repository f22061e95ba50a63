/**
 * softmax and log_softmax on the GPU: the same lines, with or without a logarithm. Formulas in the
 * .wgsl files.
 */
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  perCell,
} from "../../backends/webgpu/kernel";
import math from "../../backends/webgpu/math.wgsl?raw";
import { around, real } from "../../backends/webgpu/settings";
import backwardSource from "./softmax.backward.wgsl?raw";
import forwardSource from "./softmax.wgsl?raw";

export function softmaxKernels(LOG: 0 | 1): Kernels {
  const lines = (call: CallContext, slot: string) => {
    const [outer, EXTENT, INNER] = around(call.shape(slot), real(call.attributes, "axis", 1));
    const COUNT = EXTENT === 0 ? 0 : outer * INNER;
    return { COUNT, EXTENT, INNER, LOG };
  };
  return {
    forward(call): readonly Dispatch[] {
      const constants = lines(call, "x");
      return perCell(
        "softmax.forward",
        `${forwardSource}\n${math}`,
        constants.COUNT,
        ["x", "y"],
        constants,
      );
    },
    backward(call): readonly Dispatch[] {
      if (!call.has("dx")) return [];
      const constants = lines(call, "dx");
      return perCell(
        "softmax.backward",
        `${backwardSource}\n${math}`,
        constants.COUNT,
        ["dy", "y", "dx"],
        constants,
      );
    },
  };
}

export const kernels: Kernels = softmaxKernels(0);
