/** hardswish on WebAssembly: one pass over the cells. */
import { pointwiseKernels } from "../../backends/wasm/pointwise";

export const kernels = pointwiseKernels("hardswish");
