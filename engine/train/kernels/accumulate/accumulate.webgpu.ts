/** accumulate on the GPU. */
import { everyPass, perCell } from "../../../backends/webgpu/kernel";
import { size } from "../../../core/shape";
import source from "./accumulate.wgsl?raw";

export const kernels = everyPass((call) =>
  perCell("accumulate", source, size(call.shape("into")), ["into", "part"]),
);
