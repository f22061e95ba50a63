/** gather on WebAssembly. A missing row is not-a-number; in whole numbers, −1. */
import { everyPass } from "../../../backends/wasm/copy";
import { bitsOf } from "../../../backends/wasm/tables";

export const kernels = everyPass("gather", (site) => {
  const count = site.size("indices");
  const cells = count === 0 ? 0 : site.size("into") / count;
  const rows = cells === 0 ? 0 : Math.floor(site.size("source") / cells);
  const absent = site.plan("into").integer ? -1 : bitsOf(Number.NaN);
  site.launch(
    "gather_rows",
    [site.pointer("source"), site.pointer("indices"), site.pointer("into"), rows, cells, absent],
    count,
    cells,
  );
});
