/** Kernels of calls that only move cells. */
import type { Kernel, Kernels } from "./kernel";

export function copyKernel(from: string, into: string): Kernel {
  return (site) =>
    site.launch("copy_cells", [site.pointer(from), site.pointer(into)], site.size(into));
}

/** A call that means the same in every pass. */
export function everyPass(name: string, kernel: Kernel): Kernels {
  return { [name]: { forward: kernel, backward: kernel, update: kernel, reduce: kernel } };
}
