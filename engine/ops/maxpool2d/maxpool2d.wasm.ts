/** maxpool2d on WebAssembly. */
import type { Kernels } from "../../backends/wasm/kernel";
import { pooling } from "../../backends/wasm/pooling";

export const kernels: Kernels = {
  maxpool2d: {
    forward(site) {
      const { table, planes, inCells } = pooling(site, "x", site.pair("dilation"));
      site.launch(
        "maxpool2d_forward",
        [site.pointer("x"), site.pointer("y"), site.pointer("argmax"), table],
        planes,
        inCells,
      );
    },
    backward(site) {
      const { planes, inCells, outCells } = pooling(site, "dx", site.pair("dilation"));
      site.launch(
        "route_back",
        [site.pointer("argmax"), site.pointer("dy"), site.pointer("dx"), inCells, outCells],
        planes,
        inCells,
      );
    },
  },
};
