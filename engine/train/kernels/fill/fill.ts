/** fill: every cell of `into` becomes `value`. */
import { type KernelDefinition, numbers, real } from "../../kernel";

export const fill: KernelDefinition = {
  name: "fill",
  slots: ["into"],
  defaults: { value: 0 },
  run(tensors, attributes) {
    numbers(tensors, "into").fill(real(attributes, "value", 0));
  },
};
