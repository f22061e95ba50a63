/** silu on the GPU. Formulas in the .wgsl files. */
import { pointwise } from "../../backends/webgpu/pointwise";
import backward from "./silu.backward.wgsl?raw";
import forward from "./silu.wgsl?raw";

export const kernels = pointwise("silu", forward, backward);
