/** clip_norm on WebAssembly. */
import { everyPass } from "../../../backends/wasm/copy";

export const kernels = everyPass("clip_norm", (site) => {
  const [gradients, norm, count] = [
    site.pointer("gradients"),
    site.pointer("norm"),
    site.size("gradients"),
  ];
  site.launch("clip_norm_measure", [gradients, norm, count], 1);
  site.launch("clip_norm_scale", [gradients, norm, site.real("limit", 1)], count);
});
