/** relu on WebAssembly: one pass over the cells. */
import type { Kernels } from "../../backends/wasm/kernel";

export const kernels: Kernels = {
  relu: {
    forward: (site) =>
      site.launch("relu_forward", [site.pointer("x"), site.pointer("y")], site.size("y")),
    backward: (site) =>
      site.launch(
        "relu_backward",
        [site.pointer("x"), site.pointer("dy"), site.pointer("dx")],
        site.size("dx"),
      ),
  },
};
