/**
 * ring: writes from[0] to ring[step mod length], so that the losses of many steps are read back at
 * once.
 */
import { type KernelDefinition, numbers } from "../../kernel";

export const ring: KernelDefinition = {
  name: "ring",
  slots: ["from", "ring"],
  defaults: {},
  run(tensors, _attributes, { step }) {
    const into = numbers(tensors, "ring");
    into[step % into.length] = numbers(tensors, "from")[0] ?? Number.NaN;
  },
};
