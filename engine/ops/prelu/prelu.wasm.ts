/** prelu on WebAssembly. */
import type { Kernels, Site } from "../../backends/wasm/kernel";
import { size } from "../../core/shape";

export const kernels: Kernels = {
  prelu: {
    forward(site) {
      const { planes, settings } = extents(site, "slope");
      site.launch("prelu_forward", [site.pointer("x"), site.pointer("slope"), site.pointer("y"), ...settings], planes);
    },
    backward(site) {
      const { images, planes, settings } = extents(site, site.has("slope") ? "slope" : "dslope");
      const [x, dy] = [site.pointer("x"), site.pointer("dy")];
      if (site.has("dx")) site.launch("prelu_backward", [x, site.pointer("slope"), dy, site.pointer("dx"), ...settings], planes);
      if (site.has("dslope")) site.launch("prelu_slope", [x, dy, site.pointer("dslope"), images, ...settings], site.size("dslope"));
    },
  },
};

function extents(site: Site, slope: string): { readonly images: number; readonly planes: number; readonly settings: readonly number[] } {
  const shape = site.shape("x");
  const [images = 1, channels = 1] = shape;
  return { images, planes: images * channels, settings: [channels, size(shape.slice(2)), site.size(slope) === 1 ? 0 : 1] };
}
