/** relu on the GPU. Formulas in the .wgsl files. */
import { type Kernels, perCell } from "../../backends/webgpu/kernel";
import { size } from "../../core/shape";
import backward from "./relu.backward.wgsl?raw";
import forward from "./relu.wgsl?raw";

export const kernels: Kernels = {
  forward: (call) => perCell("relu.forward", forward, size(call.shape("y")), ["x", "y"]),
  backward: (call) => (call.has("dx") ? perCell("relu.backward", backward, size(call.shape("dx")), ["dy", "x", "dx"]) : []),
};
