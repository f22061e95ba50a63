/** unflatten on the GPU: a copy, or nothing where the plan lets y share the words of x. */
import { copyDispatch } from "../../backends/webgpu/copy";
import type { Kernels } from "../../backends/webgpu/kernel";

export const kernels: Kernels = {
  forward: (call) => copyDispatch(call, "x", "y"),
  backward: (call) => (call.has("dx") ? copyDispatch(call, "dy", "dx") : []),
};
