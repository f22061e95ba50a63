/**
 * clip_norm: shortens the whole gradient to length `limit` when it is longer.
 *
 *   norm = √Σ g²        g ← g · limit / (norm + 10⁻⁶)  where that factor is below 1
 *
 * `norm` [1] gets the length before clipping. A not-a-number norm makes every gradient
 * not-a-number: it is not hidden. Source  torch.nn.utils.clip_grad_norm_.
 */
import { type KernelDefinition, numbers, real } from "../../kernel";

export const clipNorm: KernelDefinition = {
  name: "clip_norm",
  slots: ["gradients", "norm"],
  defaults: { limit: 1 },
  run(tensors, attributes) {
    const gradients = numbers(tensors, "gradients");
    let squares = 0;
    for (const gradient of gradients) squares += gradient * gradient;
    const norm = Math.sqrt(squares);
    numbers(tensors, "norm")[0] = norm;
    const factor = real(attributes, "limit", 1) / (norm + 1e-6);
    if (factor >= 1) return;
    for (let at = 0; at < gradients.length; at++) gradients[at] = (gradients[at] ?? 0) * factor;
  },
};
