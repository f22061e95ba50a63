/** copy on WebAssembly. */
import { copyKernel, everyPass } from "../../../backends/wasm/copy";

export const kernels = everyPass("copy", copyKernel("from", "into"));
