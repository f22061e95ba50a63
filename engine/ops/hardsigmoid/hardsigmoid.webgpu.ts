/** hardsigmoid on the GPU. Formulas in the .wgsl files. */
import { pointwise } from "../../backends/webgpu/pointwise";
import backward from "./hardsigmoid.backward.wgsl?raw";
import forward from "./hardsigmoid.wgsl?raw";

export const kernels = pointwise("hardsigmoid", forward, backward);
