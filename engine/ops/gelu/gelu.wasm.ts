/** gelu on WebAssembly: one pass over the cells; the kernels are told 1 for the form with tanh. */
import type { Kernels, Site } from "../../backends/wasm/kernel";

const form = (site: Site): number => Number(site.attribute("approximate") === "tanh");

export const kernels: Kernels = {
  gelu: {
    forward: (site) =>
      site.launch(
        "gelu_forward",
        [site.pointer("x"), site.pointer("y"), form(site)],
        site.size("y"),
      ),
    backward: (site) =>
      site.launch(
        "gelu_backward",
        [site.pointer("x"), site.pointer("dy"), site.pointer("dx"), form(site)],
        site.size("dx"),
      ),
  },
};
