/**
 * gather: row n of `into` is row indices[n] of `source`. A row is everything behind the first axis.
 * A row number outside `source` gives a row of not-a-number.
 */
import { type KernelDefinition, numbers } from "../../kernel";

export const gather: KernelDefinition = {
  name: "gather",
  slots: ["source", "indices", "into"],
  defaults: {},
  run(tensors) {
    const source = numbers(tensors, "source");
    const indices = numbers(tensors, "indices");
    const into = numbers(tensors, "into");
    const length = into.length / indices.length;
    for (let at = 0; at < into.length; at++) {
      const row = indices[Math.floor(at / length)] ?? -1;
      into[at] = row < 0 ? Number.NaN : (source[row * length + (at % length)] ?? Number.NaN);
    }
  },
};
