/** layernorm on WebAssembly: groupnorm's kernels, an example is one run. */
import type { Kernels } from "../../backends/wasm/kernel";
import { backward, forward } from "../groupnorm/groupnorm.wasm";
import { exampleRuns } from "../groupnorm/runs";

export const kernels: Kernels = {
  layernorm: {
    forward: (site) => forward(site, exampleRuns(site.shape("x"))),
    backward: (site) => backward(site, exampleRuns(site.shape("x"))),
  },
};
