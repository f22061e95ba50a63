/** copy on the GPU. */
import { copyDispatch } from "../../../backends/webgpu/copy";
import { everyPass } from "../../../backends/webgpu/kernel";

export const kernels = everyPass((call) => copyDispatch(call, "from", "into"));
