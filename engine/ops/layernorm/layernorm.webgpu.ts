/** layernorm on the GPU: groupnorm's kernels, an example is one run. */
import type { Kernels } from "../../backends/webgpu/kernel";
import { backward, forward } from "../groupnorm/groupnorm.webgpu";
import { exampleRuns } from "../groupnorm/runs";

export const kernels: Kernels = {
  forward: (call) => forward(call, exampleRuns(call.shape("x"))),
  backward: (call) => backward(call, exampleRuns(call.shape("dy"))),
};
