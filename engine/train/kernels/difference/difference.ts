/**
 * difference: into ← from − into, cell by cell. With a copy of the weights from before a step in
 * `into`, it is what the step changed.
 */
import { type KernelDefinition, numbers } from "../../kernel";

export const difference: KernelDefinition = {
  name: "difference",
  slots: ["from", "into"],
  defaults: {},
  run(tensors) {
    const from = numbers(tensors, "from");
    const into = numbers(tensors, "into");
    for (let at = 0; at < into.length; at++) into[at] = (from[at] ?? Number.NaN) - (into[at] ?? 0);
  },
};
