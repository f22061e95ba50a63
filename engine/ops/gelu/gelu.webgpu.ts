/** gelu on the GPU. Formulas in the .wgsl files. */
import { pointwise } from "../../backends/webgpu/pointwise";
import backward from "./gelu.backward.wgsl?raw";
import forward from "./gelu.wgsl?raw";
import share from "./gelu.share.wgsl?raw";

export const kernels = pointwise(
  "gelu",
  `${forward}\n${share}`,
  `${backward}\n${share}`,
  ({ attributes }) => ({ TANH: attributes["approximate"] === "tanh" ? 1 : 0 }),
);
