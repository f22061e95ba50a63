/** relu6 on the GPU. Formulas in the .wgsl files. */
import { pointwise } from "../../backends/webgpu/pointwise";
import backward from "./relu6.backward.wgsl?raw";
import forward from "./relu6.wgsl?raw";

export const kernels = pointwise("relu6", forward, backward);
