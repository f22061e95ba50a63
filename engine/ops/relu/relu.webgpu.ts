/** relu on the GPU. Formulas in the .wgsl files. */
import { pointwise } from "../../backends/webgpu/pointwise";
import backward from "./relu.backward.wgsl?raw";
import forward from "./relu.wgsl?raw";

export const kernels = pointwise("relu", forward, backward);
