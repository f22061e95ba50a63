/** softmax and log_softmax on WebAssembly: one kernel each way, along any axis. */
import type { Kernel, Kernels, Site } from "../../backends/wasm/kernel";
import { size } from "../../core/shape";

export const kernels: Kernels = {
  softmax: { forward: forward(0), backward: backward(0) },
  log_softmax: { forward: forward(1), backward: backward(1) },
};

function forward(log: number): Kernel {
  return (site) => {
    const { length, inner, units } = axisOf(site, "x");
    site.launch(
      "softmax_forward",
      [site.pointer("x"), site.pointer("y"), length, inner, log],
      units,
      16 * length,
    );
  };
}

function backward(log: number): Kernel {
  return (site) => {
    const { length, inner, units } = axisOf(site, "dx");
    site.launch(
      "softmax_backward",
      [site.pointer("y"), site.pointer("dy"), site.pointer("dx"), length, inner, log],
      units,
      16 * length,
    );
  };
}

function axisOf(
  site: Site,
  slot: string,
): { readonly length: number; readonly inner: number; readonly units: number } {
  const shape = site.shape(slot);
  const axis = site.number("axis");
  const along = axis < 0 ? axis + shape.length : axis;
  const length = shape[along] ?? 1;
  const inner = size(shape.slice(along + 1));
  const outer = size(shape.slice(0, along));
  return {
    length,
    inner,
    units: length === 0 ? 0 : inner === 1 ? outer : outer * Math.ceil(inner / 4),
  };
}
