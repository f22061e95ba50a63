/** adaptive_avgpool2d on WebAssembly. */
import type { Kernels, Site } from "../../backends/wasm/kernel";

export const kernels: Kernels = {
  adaptive_avgpool2d: {
    forward: (site) => launch(site, "adaptive_avgpool2d_forward", "x", "y", site.shape("x")),
    backward: (site) => launch(site, "adaptive_avgpool2d_backward", "dy", "dx", site.shape("dx")),
  },
};

function launch(
  site: Site,
  kernel: string,
  from: string,
  into: string,
  [images = 0, channels = 0, height = 0, width = 0]: readonly number[],
): void {
  const [rows, columns] = site.pair("output_size");
  site.launch(kernel, [site.pointer(from), site.pointer(into), height, width, rows, columns], images * channels);
}
