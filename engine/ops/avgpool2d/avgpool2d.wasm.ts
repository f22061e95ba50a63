/** avgpool2d on WebAssembly. */
import type { Kernels } from "../../backends/wasm/kernel";
import { pooling } from "../../backends/wasm/pooling";

const DENSE = [1, 1];

export const kernels: Kernels = {
  avgpool2d: {
    forward(site) {
      const { table, planes, inCells } = pooling(site, "x", DENSE);
      site.launch(
        "avgpool2d_forward",
        [site.pointer("x"), site.pointer("y"), table, Number(site.flag("count_include_pad"))],
        planes,
        inCells,
      );
    },
    backward(site) {
      const { table, planes, inCells } = pooling(site, "dx", DENSE);
      site.launch(
        "avgpool2d_backward",
        [site.pointer("dy"), site.pointer("dx"), table, Number(site.flag("count_include_pad"))],
        planes,
        inCells,
      );
    },
  },
};
