/** prelu on WebAssembly. */
import type { Kernels, Site } from "../../backends/wasm/kernel";
import { size } from "../../core/shape";

export const kernels: Kernels = {
  prelu: {
    forward(site) {
      const { planes, area, settings } = extents(site, "slope");
      site.launch(
        "prelu_forward",
        [site.pointer("x"), site.pointer("slope"), site.pointer("y"), ...settings],
        planes,
        area,
      );
    },
    backward(site) {
      const { images, planes, area, settings } = extents(
        site,
        site.has("slope") ? "slope" : "dslope",
      );
      const [x, dy] = [site.pointer("x"), site.pointer("dy")];
      if (site.has("dx"))
        site.launch(
          "prelu_backward",
          [x, site.pointer("slope"), dy, site.pointer("dx"), ...settings],
          planes,
          area,
        );
      if (site.has("dslope"))
        site.launch(
          "prelu_slope",
          [x, dy, site.pointer("dslope"), images, ...settings],
          site.size("dslope"),
          site.size("x") / site.size("dslope"),
        );
    },
  },
};

interface Extents {
  readonly images: number;
  readonly planes: number;
  readonly area: number;
  readonly settings: readonly number[];
}

function extents(site: Site, slope: string): Extents {
  const shape = site.shape("x");
  const [images = 1, channels = 1] = shape;
  const area = size(shape.slice(2));
  return {
    images,
    planes: images * channels,
    area,
    settings: [channels, area, site.size(slope) === 1 ? 0 : 1],
  };
}
