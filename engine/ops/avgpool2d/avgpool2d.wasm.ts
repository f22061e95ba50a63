/** avgpool2d on WebAssembly. */
import type { Kernels, Site } from "../../backends/wasm/kernel";
import { pooling } from "../../backends/wasm/pooling";

const DENSE = [1, 1];

/** What a window's sum is divided by. */
const counting = (site: Site): readonly number[] => [
  Number(site.flag("count_include_pad")),
  site.real("divisor_override", 0),
];

export const kernels: Kernels = {
  avgpool2d: {
    forward(site) {
      const { table, planes, inCells } = pooling(site, "x", DENSE);
      site.launch(
        "avgpool2d_forward",
        [site.pointer("x"), site.pointer("y"), table, ...counting(site)],
        planes,
        inCells,
      );
    },
    backward(site) {
      const { table, planes, inCells } = pooling(site, "dx", DENSE);
      site.launch(
        "avgpool2d_backward",
        [site.pointer("dy"), site.pointer("dx"), table, ...counting(site)],
        planes,
        inCells,
      );
    },
  },
};
