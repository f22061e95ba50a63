/** clip_value on WebAssembly. */
import { everyPass } from "../../../backends/wasm/copy";

export const kernels = everyPass("clip_value", (site) =>
  site.launch(
    "clip_value_cells",
    [site.pointer("gradients"), site.real("limit", 1)],
    site.size("gradients"),
  ),
);
