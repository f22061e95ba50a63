/**
 * sgd: a step against the gradient, with a memory of earlier steps when there is momentum.
 *
 *   g ← g + weight_decay·p
 *   v ← g at step 1, then momentum·v + (1 − dampening)·g        (only with momentum)
 *   p ← p − lr·(nesterov ? g + momentum·v : v)                  (without momentum: p − lr·g)
 *
 * Slots   parameters, gradients, velocity (with momentum). The learning rate and the step number
 * come with the step. Source  torch.optim.SGD.
 */
import { type KernelDefinition, numbers, real } from "../../kernel";

export const sgd: KernelDefinition = {
  name: "sgd",
  slots: ["parameters", "gradients", "velocity?"],
  defaults: { momentum: 0, dampening: 0, nesterov: false, weight_decay: 0 },
  run(tensors, attributes, { step, learningRate }) {
    const parameters = numbers(tensors, "parameters");
    const gradients = numbers(tensors, "gradients");
    const velocity = tensors["velocity"]?.data;
    const momentum = real(attributes, "momentum", 0);
    const fresh = 1 - real(attributes, "dampening", 0);
    const decay = real(attributes, "weight_decay", 0);
    for (let at = 0; at < parameters.length; at++) {
      const parameter = parameters[at] ?? 0;
      let change = (gradients[at] ?? 0) + decay * parameter;
      if (velocity !== undefined && momentum !== 0) {
        const moved = step === 1 ? change : momentum * (velocity[at] ?? 0) + fresh * change;
        velocity[at] = moved;
        change = attributes["nesterov"] === true ? change + momentum * moved : moved;
      }
      parameters[at] = parameter - learningRate * change;
    }
  },
};
