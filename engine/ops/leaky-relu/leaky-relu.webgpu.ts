/** leaky_relu on the GPU. Formulas in the .wgsl files. */
import { pointwise } from "../../backends/webgpu/pointwise";
import { real } from "../../backends/webgpu/settings";
import backward from "./leaky-relu.backward.wgsl?raw";
import forward from "./leaky-relu.wgsl?raw";

export const kernels = pointwise("leaky_relu", forward, backward, ({ attributes }) => ({
  SLOPE: real(attributes, "negative_slope", 0.01),
}));
