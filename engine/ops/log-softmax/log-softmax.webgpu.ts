/** log_softmax on the GPU: softmax's kernel with the logarithm switched on. */
import type { Kernels } from "../../backends/webgpu/kernel";
import { softmaxKernels } from "../softmax/softmax.webgpu";

export const kernels: Kernels = softmaxKernels(1);
