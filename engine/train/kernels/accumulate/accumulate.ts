/**
 * accumulate: into += part, cell by cell. Where a tensor feeds several layers, its gradient is the
 * sum of their parts.
 */
import { type KernelDefinition, numbers } from "../../kernel";

export const accumulate: KernelDefinition = {
  name: "accumulate",
  slots: ["into", "part"],
  defaults: {},
  run(tensors) {
    const into = numbers(tensors, "into");
    const part = numbers(tensors, "part");
    for (let at = 0; at < into.length; at++) into[at] = (into[at] ?? 0) + (part[at] ?? Number.NaN);
  },
};
