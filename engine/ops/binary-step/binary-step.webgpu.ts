/** binary_step on the GPU. Formulas in the .wgsl files. */
import { pointwise } from "../../backends/webgpu/pointwise";
import backward from "./binary-step.backward.wgsl?raw";
import forward from "./binary-step.wgsl?raw";

export const kernels = pointwise("binary_step", forward, backward);
