/** local_response_norm on WebAssembly. */
import type { Kernels, Site } from "../../backends/wasm/kernel";
import { size } from "../../core/shape";

export const kernels: Kernels = {
  local_response_norm: {
    forward(site) {
      const { images, settings, cells } = extents(site);
      site.launch(
        "lrn_forward",
        [site.pointer("x"), site.pointer("y"), ...settings],
        images,
        16 * cells,
      );
    },
    backward(site) {
      const { images, settings, cells } = extents(site);
      site.launch(
        "lrn_backward",
        [
          site.pointer("x"),
          site.pointer("dy"),
          site.pointer("dx"),
          ...settings,
          site.private(cells),
        ],
        images,
        32 * cells,
      );
    },
  },
};

function extents(site: Site): {
  readonly images: number;
  readonly cells: number;
  readonly settings: readonly number[];
} {
  const shape = site.shape("x");
  const [images = 1, channels = 1] = shape;
  const area = size(shape.slice(2));
  const width = site.number("size");
  const window = [Math.floor(width / 2), Math.floor((width - 1) / 2)];
  const settings = [
    channels,
    area,
    ...window,
    site.number("alpha") / width,
    site.number("beta"),
    site.number("k"),
  ];
  return { images, cells: channels * area, settings };
}
