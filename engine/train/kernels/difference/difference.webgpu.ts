/** difference on the GPU. */
import { everyPass, perCell } from "../../../backends/webgpu/kernel";
import { size } from "../../../core/shape";
import source from "./difference.wgsl?raw";

export const kernels = everyPass((call) =>
  perCell("difference", source, size(call.shape("into")), ["from", "into"]),
);
