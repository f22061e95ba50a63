/** adaptive_avgpool2d on WebAssembly. */
import type { Kernel, Kernels } from "../../backends/wasm/kernel";

export const kernels: Kernels = {
  adaptive_avgpool2d: {
    forward: pool("adaptive_avgpool2d_forward", "x", "y"),
    backward: pool("adaptive_avgpool2d_backward", "dx", "dy"),
  },
};

/**
 * `image` is the slot of the image's size, `pooled` that of the result's; the kernel reads the one
 * and writes the other.
 */
function pool(kernel: string, image: string, pooled: string): Kernel {
  return (site) => {
    const [images = 0, channels = 0, height = 0, width = 0] = site.shape(image);
    const [, , rows = 0, columns = 0] = site.shape(pooled);
    const [from, into] = image === "x" ? [image, pooled] : [pooled, image];
    const extents = [height, width, rows, columns];
    site.launch(
      kernel,
      [site.pointer(from), site.pointer(into), ...extents],
      images * channels,
      height * width,
    );
  };
}
