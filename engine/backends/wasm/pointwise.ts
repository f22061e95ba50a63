/**
 * Kernels of an op that does the same to each cell: exported functions `<op>_forward` and
 * `<op>_backward`, one optional setting.
 */
import type { Kernels } from "./kernel";

export function pointwiseKernels(op: string, setting?: string): Kernels {
  return {
    [op]: {
      forward(site) {
        const p = setting === undefined ? 0 : site.number(setting);
        site.launch(`${op}_forward`, [site.pointer("x"), site.pointer("y"), p], site.size("y"));
      },
      backward(site) {
        const p = setting === undefined ? 0 : site.number(setting);
        site.launch(
          `${op}_backward`,
          [site.pointer("x"), site.pointer("dy"), site.pointer("dx"), p],
          site.size("dx"),
        );
      },
    },
  };
}
