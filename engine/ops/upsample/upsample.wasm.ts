/** upsample on WebAssembly, by tables of rows and columns. */
import type { Kernel, Kernels, Site } from "../../backends/wasm/kernel";
import { structure } from "../../backends/wasm/tables";
import { blendsOf, tableOf } from "./blend";

export const kernels: Kernels = {
  upsample: {
    forward: scaled("upsample_forward", "x", "y"),
    backward: scaled("upsample_backward", "dx", "dy"),
  },
};

/** `image` is the slot of the small picture, `large` that of the other. */
function scaled(kernel: string, image: string, large: string): Kernel {
  return (site) => {
    const [images = 0, channels = 0, height = 0, width = 0] = site.shape(image);
    const [, , rows = 0, columns = 0] = site.shape(large);
    const [from, into] = image === "x" ? [image, large] : [large, image];
    site.launch(
      kernel,
      [
        site.pointer(from),
        site.pointer(into),
        height,
        width,
        rows,
        columns,
        ...tables(site, height, rows / height),
        ...tables(site, width, columns / width),
      ],
      images * channels,
      rows * columns,
    );
  };
}

/** Pointers to the cells and the shares along one axis. */
function tables(site: Site, extent: number, scale: number): readonly number[] {
  const { mode, align_corners } = site.call.attributes;
  const how = { mode: String(mode), align_corners: align_corners === true };
  const { cells, weights } = tableOf(blendsOf(extent, scale, how));
  const key = `upsample ${extent} ${scale} ${how.mode} ${how.align_corners}`;
  return [structure(site, cells), site.table(key, () => Float32Array.from(weights))];
}
