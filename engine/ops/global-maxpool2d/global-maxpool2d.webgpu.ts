/** global_maxpool2d on the GPU. Formulas in the .wgsl files. */
import { type Kernels, perCell } from "../../backends/webgpu/kernel";
import { size } from "../../core/shape";
import backward from "./global-maxpool2d.backward.wgsl?raw";
import forward from "./global-maxpool2d.wgsl?raw";

export const kernels: Kernels = {
  forward(call) {
    const AREA = size(call.shape("x").slice(2));
    return perCell(
      "global_maxpool2d.forward",
      forward,
      size(call.shape("y")),
      ["x", "y", "argmax"],
      { AREA },
    );
  },
  backward(call) {
    if (!call.has("dx")) return [];
    const AREA = size(call.shape("dx").slice(2));
    return perCell(
      "global_maxpool2d.backward",
      backward,
      size(call.shape("dx")),
      ["dy", "argmax", "dx"],
      { AREA },
    );
  },
};
