/** leaky_relu on WebAssembly: one pass over the cells. */
import { pointwiseKernels } from "../../backends/wasm/pointwise";

export const kernels = pointwiseKernels("leaky_relu", "negative_slope");
