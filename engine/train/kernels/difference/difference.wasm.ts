/** difference on WebAssembly. */
import { everyPass } from "../../../backends/wasm/copy";

export const kernels = everyPass("difference", (site) =>
  site.launch("difference_cells", [site.pointer("from"), site.pointer("into")], site.size("into")),
);
