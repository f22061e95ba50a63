/** sigmoid on the GPU. Formulas in the .wgsl files. */
import { pointwise } from "../../backends/webgpu/pointwise";
import backward from "./sigmoid.backward.wgsl?raw";
import forward from "./sigmoid.wgsl?raw";

export const kernels = pointwise("sigmoid", forward, backward);
