/** hardswish on the GPU. Formulas in the .wgsl files. */
import { pointwise } from "../../backends/webgpu/pointwise";
import backward from "./hardswish.backward.wgsl?raw";
import forward from "./hardswish.wgsl?raw";

export const kernels = pointwise("hardswish", forward, backward);
