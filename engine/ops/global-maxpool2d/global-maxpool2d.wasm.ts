/** global_maxpool2d on WebAssembly; backward is the same as maxpool2d's. */
import type { Kernels } from "../../backends/wasm/kernel";

export const kernels: Kernels = {
  global_maxpool2d: {
    forward(site) {
      const [images = 0, channels = 0, height = 0, width = 0] = site.shape("x");
      site.launch(
        "global_maxpool2d_forward",
        [site.pointer("x"), site.pointer("y"), site.pointer("argmax"), height * width],
        images * channels,
        height * width,
      );
    },
    backward(site) {
      const [images = 0, channels = 0, height = 0, width = 0] = site.shape("dx");
      site.launch(
        "route_back",
        [site.pointer("argmax"), site.pointer("dy"), site.pointer("dx"), height * width, 1],
        images * channels,
        height * width,
      );
    },
  },
};
