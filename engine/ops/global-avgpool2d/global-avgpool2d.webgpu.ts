/** global_avgpool2d on the GPU. Formulas in global-avgpool2d.wgsl. */
import { type Kernels, perCell } from "../../backends/webgpu/kernel";
import { size } from "../../core/shape";
import source from "./global-avgpool2d.wgsl?raw";

export const kernels: Kernels = {
  forward(call) {
    const AREA = size(call.shape("x").slice(2));
    return perCell(
      "global_avgpool2d",
      source,
      size(call.shape("y")),
      ["x", "y"],
      { AREA },
      "forward",
    );
  },
  backward(call) {
    if (!call.has("dx")) return [];
    const AREA = size(call.shape("dx").slice(2));
    return perCell(
      "global_avgpool2d",
      source,
      size(call.shape("dx")),
      ["dy", "dx"],
      { AREA },
      "backward",
    );
  },
};
