/** arctan on the GPU. Formulas in the .wgsl files. */
import { pointwise } from "../../backends/webgpu/pointwise";
import backward from "./arctan.backward.wgsl?raw";
import forward from "./arctan.wgsl?raw";

export const kernels = pointwise("arctan", forward, backward);
