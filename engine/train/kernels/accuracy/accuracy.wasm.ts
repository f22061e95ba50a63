/** accuracy on WebAssembly. */
import { everyPass } from "../../../backends/wasm/copy";

export const kernels = everyPass("accuracy", (site) => {
  const [rows = 0, classes = 0] = site.shape("logits");
  site.launch(
    "accuracy_count",
    [site.pointer("logits"), site.pointer("labels"), site.pointer("into"), rows, classes],
    1,
  );
});
