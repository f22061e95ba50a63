/**
 * draw: every cell of `into` becomes a number between centre − half and centre + half, drawn evenly
 * from the stream `stream`.
 *
 *   into[n] = centre + half·t(n)      t(n) = (hash(stream + (n+1)·0x9e3779b9) >> 8) / 2²³ − 1
 *
 * Cell n gets what the n-th call of `uniform` of that stream would give (core/random.ts): a device
 * makes the weights of a seed by itself. With half = 0 every cell becomes `centre`.
 */
import { drawAt } from "../../../core/random";
import { type KernelDefinition, numbers, real } from "../../kernel";

export const draw: KernelDefinition = {
  name: "draw",
  slots: ["into"],
  defaults: { stream: 0, centre: 0, half: 0 },
  run(tensors, attributes) {
    const into = numbers(tensors, "into");
    const [stream, centre, half] = [
      real(attributes, "stream", 0),
      real(attributes, "centre", 0),
      real(attributes, "half", 0),
    ];
    for (let at = 0; at < into.length; at++)
      into[at] = centre + half * ((drawAt(stream, at) >>> 8) / 2 ** 23 - 1);
  },
};
