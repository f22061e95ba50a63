/** add on WebAssembly. */
import type { Kernels } from "../../backends/wasm/kernel";

export const kernels: Kernels = {
  add: {
    forward: (site) => site.launch("add_cells", [site.pointer("a"), site.pointer("b"), site.pointer("y")], site.size("y")),
    backward(site) {
      for (const slot of ["da", "db"])
        if (site.has(slot)) site.launch("copy_cells", [site.pointer("dy"), site.pointer(slot)], site.size(slot));
    },
  },
};
