/** fill on the GPU. */
import { everyPass, perCell } from "../../../backends/webgpu/kernel";
import { real } from "../../../backends/webgpu/settings";
import { size } from "../../../core/shape";
import source from "./fill.wgsl?raw";

export const kernels = everyPass((call) =>
  perCell("fill", source, size(call.shape("into")), ["into"], {
    VALUE: real(call.attributes, "value"),
  }),
);
