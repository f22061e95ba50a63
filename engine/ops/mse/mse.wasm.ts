/** mse on WebAssembly. */
import { constants } from "../../backends/wasm/tables";
import type { Kernels, Site } from "../../backends/wasm/kernel";

export const kernels: Kernels = {
  mse: {
    forward(site) {
      const count = site.size("prediction");
      const slots = [site.pointer("prediction"), site.pointer("target"), site.pointer("y")];
      site.launch("mse_forward", [...slots, count, divisor(site, count)], 1);
    },
    backward(site) {
      const count = site.size("dprediction");
      const dy = site.has("dy") ? site.pointer("dy") : constants(site, 1, 1);
      const slots = [
        site.pointer("prediction"),
        site.pointer("target"),
        dy,
        site.pointer("dprediction"),
      ];
      site.launch("mse_backward", [...slots, divisor(site, count)], count);
    },
  },
};

function divisor(site: Site, count: number): number {
  return site.attribute("reduction") === "mean" ? count : 1;
}
