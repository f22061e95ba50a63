/** noise on WebAssembly: nothing is stored, backward draws the same scales again. */
import type { Kernels, Site } from "../../backends/wasm/kernel";
import { size } from "../../core/shape";
import { BYTES } from "./noise";

export const kernels: Kernels = {
  noise: {
    forward: (site) => spoil(site, "x", "y", true),
    backward: (site) => spoil(site, "dy", "dx", false),
  },
};

function spoil(site: Site, from: string, into: string, isForward: boolean): void {
  const [source, target] = [site.pointer(from), site.pointer(into)];
  if (!site.flag("training")) {
    site.launch("copy_cells", [source, target], site.size(into));
    return;
  }
  const [images = 1, channels = 1, ...rest] = site.shape(into);
  const area = size(rest);
  const strength = (name: string): number => site.number(name) / BYTES.std;
  site.launch(
    "noise_pass",
    [
      source,
      target,
      site.scalars.seed,
      site.real("salt", 0),
      channels,
      area,
      strength("scale_std"),
      isForward ? strength("mean_std") : 0,
      isForward ? strength("std") : 0,
    ],
    images * channels,
    6 * area,
  );
}
