/** Scripts that follow a gradient by hand: a PReLU's slope, and two weights of a regression. */
import { torchFunction } from "../activations";
import { torchTensor } from "../tensors";

export interface SlopeLearning {
  readonly inputs: readonly number[];
  /** The slope that made the targets, the one at the start, and the one after all updates. */
  readonly truth: number;
  readonly start: number;
  readonly after: number;
  readonly learningRate: number;
  readonly updates: number;
}

export function slopeScript(given: SlopeLearning): string {
  return `import torch
import torch.nn.functional as F

x = ${torchTensor(given.inputs)}
target = ${torchFunction("prelu", "x", given.truth)}
alpha = ${torchTensor([given.start], { leaf: true })}
${updates(given.updates, given.learningRate, "alpha", "F.mse_loss(F.prelu(x, alpha), target)")}
assert torch.isclose(alpha, ${torchTensor([given.after])}).all()
`;
}

export interface Regression {
  readonly features: readonly (readonly number[])[];
  readonly targets: readonly number[];
  readonly start: readonly number[];
  readonly after: readonly number[];
  readonly learningRate: number;
  readonly updates: number;
}

export function regressionScript(given: Regression): string {
  return `import torch

x = ${torchTensor(given.features)}
target = ${torchTensor(given.targets)}
w = ${torchTensor(given.start, { leaf: true })}
${updates(given.updates, given.learningRate, "w", "((x @ w - target) ** 2).mean()")}
assert torch.allclose(w, ${torchTensor(given.after)}, rtol=1e-6)
`;
}

/** A loop of plain gradient descent on one variable. */
function updates(count: number, rate: number, variable: string, loss: string): string {
  return `for _ in range(${count}):
    loss = ${loss}
    loss.backward()
    with torch.no_grad():
        ${variable} -= ${rate} * ${variable}.grad
        ${variable}.grad = None`;
}
