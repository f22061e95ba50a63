/** add on the GPU. Both gradients are dy itself: copies, or nothing where the plan lets them share its words. */
import { copyDispatch } from "../../backends/webgpu/copy";
import { type Kernels, perCell } from "../../backends/webgpu/kernel";
import { size } from "../../core/shape";
import source from "./add.wgsl?raw";

export const kernels: Kernels = {
  forward(call) {
    const count = size(call.shape("y"));
    if (call.aliased("a", "b")) return perCell("add", source, count, ["a", null, "y"], {}, "twice");
    return perCell("add", source, count, ["a", "b", "y"]);
  },
  backward: (call) => ["da", "db"].flatMap((slot) => (call.has(slot) ? copyDispatch(call, "dy", slot) : [])),
};
