/** statistics on WebAssembly. */
import { everyPass } from "../../../backends/wasm/copy";

export const kernels = everyPass("statistics", (site) =>
  site.launch(
    "statistics_probe",
    [site.pointer("from"), site.pointer("into"), site.size("from"), site.scratch(1024)],
    1,
  ),
);
