/**
 * adam: steps scaled by a running mean of the gradient and of its square.
 *
 *   g ← g + weight_decay·p                       (adamw instead: p ← p·(1 − lr·weight_decay))
 *   m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²
 *   p ← p − lr · (m / c₁) / (√(v / c₂) + eps)    with c₁ = 1 − β₁^t and c₂ = 1 − β₂^t, which come
 * with the step
 *   amsgrad: v̂ ← max(v̂, v) stands for v in the last line
 *
 * Slots   parameters, gradients, first (m), second (v), with amsgrad largest (v̂).
 * Source  torch.optim.Adam, torch.optim.AdamW.
 */
import { type KernelDefinition, numbers, real } from "../../kernel";

export const adam = adaptive("adam", 0);
export const adamw = adaptive("adamw", 0.01);

function adaptive(name: "adam" | "adamw", weightDecay: number): KernelDefinition {
  const decoupled = name === "adamw";
  return {
    name,
    slots: ["parameters", "gradients", "first", "second", "largest"],
    defaults: { beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: weightDecay, amsgrad: false },
    run(tensors, attributes, { learningRate, correction1, correction2 }) {
      const parameters = numbers(tensors, "parameters");
      const gradients = numbers(tensors, "gradients");
      const first = numbers(tensors, "first");
      const second = numbers(tensors, "second");
      const largest = attributes["amsgrad"] === true ? numbers(tensors, "largest") : null;
      const beta1 = real(attributes, "beta1", 0.9);
      const beta2 = real(attributes, "beta2", 0.999);
      const eps = real(attributes, "eps", 1e-8);
      const decay = real(attributes, "weight_decay", weightDecay);
      for (let at = 0; at < parameters.length; at++) {
        const before = parameters[at] ?? 0;
        const parameter = decoupled ? before * (1 - learningRate * decay) : before;
        const gradient = (gradients[at] ?? 0) + (decoupled ? 0 : decay * before);
        const mean = beta1 * (first[at] ?? 0) + (1 - beta1) * gradient;
        const square = beta2 * (second[at] ?? 0) + (1 - beta2) * gradient * gradient;
        first[at] = mean;
        second[at] = square;
        const spread = largest === null ? square : larger(largest[at] ?? 0, square);
        if (largest !== null) largest[at] = spread;
        parameters[at] =
          parameter -
          (learningRate * (mean / correction1)) / (Math.sqrt(spread / correction2) + eps);
      }
    },
  };
}

/** The larger one; not-a-number stays. */
function larger(before: number, now: number): number {
  return now <= before ? before : now;
}
