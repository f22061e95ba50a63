/** softplus on the GPU. Formulas in the .wgsl files. */
import { pointwise } from "../../backends/webgpu/pointwise";
import backward from "./softplus.backward.wgsl?raw";
import forward from "./softplus.wgsl?raw";

export const kernels = pointwise("softplus", forward, backward);
