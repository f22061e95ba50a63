/** fill on WebAssembly. */
import { everyPass } from "../../../backends/wasm/copy";
import { bitsOf } from "../../../backends/wasm/tables";

export const kernels = everyPass("fill", (site) => {
  const value = site.real("value", 0);
  site.launch(
    "fill_cells",
    [site.pointer("into"), site.plan("into").integer ? value : bitsOf(value)],
    site.size("into"),
  );
});
