/** maxpool2d on the GPU. Formulas in the .wgsl files. */
import { type Kernels, perCell } from "../../backends/webgpu/kernel";
import { image, windowConstants } from "../../backends/webgpu/settings";
import backward from "./maxpool2d.backward.wgsl?raw";
import forward from "./maxpool2d.wgsl?raw";

export const kernels: Kernels = {
  forward(call) {
    const [N, C, H, W] = image(call, "x");
    const [, , I, J] = image(call, "y");
    const constants = { H, W, I, J, ...windowConstants(call.attributes) };
    return perCell("maxpool2d.forward", forward, N * C * I * J, ["x", "y", "argmax"], constants);
  },
  backward(call) {
    if (!call.has("dx")) return [];
    const [N, C, H, W] = image(call, "dx");
    const [, , I, J] = image(call, "dy");
    const constants = { H, W, I, J, ...windowConstants(call.attributes) };
    return perCell("maxpool2d.backward", backward, N * C * H * W, ["dy", "argmax", "dx"], constants);
  },
};
