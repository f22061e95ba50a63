/** elu on the GPU. Formulas in the .wgsl files. */
import { pointwise } from "../../backends/webgpu/pointwise";
import { real } from "../../backends/webgpu/settings";
import backward from "./elu.backward.wgsl?raw";
import forward from "./elu.wgsl?raw";

export const kernels = pointwise("elu", forward, backward, ({ attributes }) => ({
  ALPHA: real(attributes, "alpha", 1),
}));
