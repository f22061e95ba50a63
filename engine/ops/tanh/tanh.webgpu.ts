/** tanh on the GPU. Formulas in the .wgsl files. */
import { pointwise } from "../../backends/webgpu/pointwise";
import backward from "./tanh.backward.wgsl?raw";
import forward from "./tanh.wgsl?raw";

export const kernels = pointwise("tanh", forward, backward);
