/** global_avgpool2d on WebAssembly. */
import type { Kernels } from "../../backends/wasm/kernel";

export const kernels: Kernels = {
  global_avgpool2d: {
    forward(site) {
      const [images = 0, channels = 0, height = 0, width = 0] = site.shape("x");
      site.launch(
        "global_avgpool2d_forward",
        [site.pointer("x"), site.pointer("y"), height * width],
        images * channels,
        height * width,
      );
    },
    backward(site) {
      const [images = 0, channels = 0, height = 0, width = 0] = site.shape("dx");
      site.launch(
        "global_avgpool2d_backward",
        [site.pointer("dy"), site.pointer("dx"), height * width],
        images * channels,
        height * width,
      );
    },
  },
};
