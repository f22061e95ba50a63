/** cross_entropy on WebAssembly. */
import { constants } from "../../backends/wasm/tables";
import type { Kernels, Site } from "../../backends/wasm/kernel";

export const kernels: Kernels = {
  cross_entropy: {
    forward(site) {
      const [examples = 0, classes = 0] = site.shape("logits");
      const perSample = site.pointer("per_sample");
      site.launch(
        "cross_entropy_rows",
        [site.pointer("logits"), site.pointer("labels"), site.pointer("probabilities"), perSample, classes],
        examples,
      );
      site.launch("cross_entropy_total", [perSample, site.pointer("y"), examples, divisor(site, examples)], 1);
    },
    backward(site) {
      const [examples = 0, classes = 0] = site.shape("dlogits");
      const dy = site.has("dy") ? site.pointer("dy") : constants(site, 1, 1);
      const slots = [site.pointer("labels"), site.pointer("probabilities"), dy, site.pointer("dlogits")];
      site.launch("cross_entropy_backward", [...slots, classes, divisor(site, examples)], examples);
    },
  },
};

function divisor(site: Site, count: number): number {
  return site.attribute("reduction") === "mean" ? count : 1;
}
