/** accumulate on WebAssembly. */
import { everyPass } from "../../../backends/wasm/copy";

export const kernels = everyPass("accumulate", (site) =>
  site.launch(
    "add_cells",
    [site.pointer("into"), site.pointer("part"), site.pointer("into")],
    site.size("into"),
  ),
);
