/** SGD on the GPU: one dispatch over the flat range of all parameters. Formula in sgd.wgsl. */
import { type Kernels, perCell } from "../../../backends/webgpu/kernel";
import { flag, real } from "../../../backends/webgpu/settings";
import { size } from "../../../core/shape";
import source from "./sgd.wgsl?raw";

export const kernels: Kernels = {
  update(call) {
    const count = size(call.shape("parameters"));
    return perCell(
      "sgd",
      source,
      count,
      ["parameters", "gradients", call.has("velocity") ? "velocity" : null],
      {
        MOMENTUM: call.has("velocity") ? real(call.attributes, "momentum", 0) : 0,
        DAMPENING: real(call.attributes, "dampening", 0),
        WEIGHT_DECAY: real(call.attributes, "weight_decay", 0),
        NESTEROV: flag(call.attributes, "nesterov") ? 1 : 0,
      },
    );
  },
};
