/** dropout on WebAssembly: nothing is stored, backward makes the same mask again. */
import type { Kernels, Site } from "../../backends/wasm/kernel";

export const kernels: Kernels = {
  dropout: { forward: (site) => mask(site, "x", "y"), backward: (site) => mask(site, "dy", "dx") },
};

function mask(site: Site, from: string, into: string): void {
  const p = site.number("p");
  const [source, target, count] = [site.pointer(from), site.pointer(into), site.size(into)];
  if (!site.flag("training")) site.launch("copy_cells", [source, target], count);
  else if (p >= 1) site.launch("fill_cells", [target, 0], count);
  else
    site.launch(
      "dropout_mask",
      [
        source,
        target,
        site.scalars.seed,
        site.real("salt", 0),
        Math.ceil(p * 2 ** 32),
        1 / (1 - p),
      ],
      count,
    );
}
