/** ring on the GPU. */
import { everyPass } from "../../../backends/webgpu/kernel";
import { size } from "../../../core/shape";
import source from "./ring.wgsl?raw";

export const kernels = everyPass((call) => [
  {
    name: "ring",
    source,
    entry: "main",
    constants: { LENGTH: size(call.shape("ring")) },
    operands: ["from", "ring"],
    groups: [1, 1, 1],
    work: 1,
  },
]);
