/**
 * clip_value: every gradient is cut to −limit … limit. Not-a-number stays.
 * Source  torch.nn.utils.clip_grad_value_.
 */
import { type KernelDefinition, numbers, real } from "../../kernel";

export const clipValue: KernelDefinition = {
  name: "clip_value",
  slots: ["gradients"],
  defaults: { limit: 1 },
  run(tensors, attributes) {
    const gradients = numbers(tensors, "gradients");
    const limit = real(attributes, "limit", 1);
    for (let at = 0; at < gradients.length; at++) {
      const gradient = gradients[at] ?? 0;
      if (gradient > limit) gradients[at] = limit;
      else if (gradient < -limit) gradients[at] = -limit;
    }
  },
};
