/** AdamW on the GPU: Adam's kernel with the weight decay beside the gradient instead of in it. */
import type { Kernels } from "../../../backends/webgpu/kernel";
import { adamKernels } from "../adam/adam.webgpu";

export const kernels: Kernels = adamKernels(1);
