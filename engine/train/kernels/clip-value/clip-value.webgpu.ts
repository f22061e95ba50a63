/** clip_value on the GPU. */
import { everyPass, perCell } from "../../../backends/webgpu/kernel";
import { real } from "../../../backends/webgpu/settings";
import { size } from "../../../core/shape";
import source from "./clip-value.wgsl?raw";

export const kernels = everyPass((call) =>
  perCell("clip_value", source, size(call.shape("gradients")), ["gradients"], {
    LIMIT: real(call.attributes, "limit", 1),
  }),
);
