/** pad_channels on WebAssembly. */
import type { Kernels, Site } from "../../backends/wasm/kernel";

export const kernels: Kernels = {
  pad_channels: {
    forward: (site) =>
      launch(site, "pad_channels_forward", ["x", "y"], site.shape("x"), site.shape("y"), "y"),
    backward: (site) =>
      launch(site, "pad_channels_backward", ["dy", "dx"], site.shape("dx"), site.shape("dy"), "dx"),
  },
};

function launch(
  site: Site,
  kernel: string,
  slots: readonly string[],
  [images = 0, channels = 0, height = 0, width = 0]: readonly number[],
  [, out = 0, rows = 0, columns = 0]: readonly number[],
  into: "y" | "dx",
): void {
  const front = Math.floor((out - channels) / 2);
  const settings = [channels, height, width, out, rows, columns, front, site.number("stride")];
  site.launch(
    kernel,
    [...slots.map((slot) => site.pointer(slot)), ...settings],
    images * (into === "y" ? out : channels),
    height * width,
  );
}
