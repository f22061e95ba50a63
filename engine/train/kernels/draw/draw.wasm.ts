/** draw on WebAssembly. */
import { everyPass } from "../../../backends/wasm/copy";

export const kernels = everyPass("draw", (site) =>
  site.launch(
    "draw_cells",
    [
      site.pointer("into"),
      site.real("stream", 0) | 0,
      site.real("centre", 0),
      site.real("half", 0),
    ],
    site.size("into"),
  ),
);
