/** ring on WebAssembly. */
import { everyPass } from "../../../backends/wasm/copy";

export const kernels = everyPass("ring", (site) =>
  site.launch(
    "ring_write",
    [site.pointer("from"), site.pointer("ring"), site.size("ring"), site.scalars.step],
    1,
  ),
);
