/**
 * rmsprop: steps divided by a running root mean square of the gradient.
 *
 *   g ← g + weight_decay·p
 *   s ← alpha·s + (1 − alpha)·g²
 *   d = √s + eps, or with `centered`  a ← alpha·a + (1 − alpha)·g,  d = √(s − a²) + eps
 *   p ← p − lr·g/d, or with momentum  v ← momentum·v + g/d,  p ← p − lr·v
 *
 * Slots   parameters, gradients, square (s), mean (a, when centered), velocity (v, with momentum).
 * Source  torch.optim.RMSprop.
 */
import { type KernelDefinition, numbers, real } from "../../kernel";

export const rmsprop: KernelDefinition = {
  name: "rmsprop",
  slots: ["parameters", "gradients", "square", "mean?", "velocity?"],
  defaults: { alpha: 0.99, eps: 1e-8, momentum: 0, centered: false, weight_decay: 0 },
  run(tensors, attributes, { learningRate }) {
    const parameters = numbers(tensors, "parameters");
    const gradients = numbers(tensors, "gradients");
    const square = numbers(tensors, "square");
    const mean = attributes["centered"] === true ? numbers(tensors, "mean") : undefined;
    const momentum = real(attributes, "momentum", 0);
    const velocity = momentum === 0 ? undefined : numbers(tensors, "velocity");
    const alpha = real(attributes, "alpha", 0.99);
    const eps = real(attributes, "eps", 1e-8);
    const decay = real(attributes, "weight_decay", 0);
    for (let at = 0; at < parameters.length; at++) {
      const parameter = parameters[at] ?? 0;
      const gradient = (gradients[at] ?? 0) + decay * parameter;
      const spread = alpha * (square[at] ?? 0) + (1 - alpha) * gradient * gradient;
      square[at] = spread;
      const average = mean === undefined ? 0 : alpha * (mean[at] ?? 0) + (1 - alpha) * gradient;
      if (mean !== undefined) mean[at] = average;
      const scaled = gradient / (Math.sqrt(spread - average * average) + eps);
      const change = velocity === undefined ? scaled : momentum * (velocity[at] ?? 0) + scaled;
      if (velocity !== undefined) velocity[at] = change;
      parameters[at] = parameter - learningRate * change;
    }
  },
};
