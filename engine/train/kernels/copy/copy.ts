/** copy: into = from, cell by cell. */
import { type KernelDefinition, numbers } from "../../kernel";

export const copy: KernelDefinition = {
  name: "copy",
  slots: ["from", "into"],
  defaults: {},
  run(tensors) {
    numbers(tensors, "into").set(numbers(tensors, "from"));
  },
};
