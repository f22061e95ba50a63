/** Scripts about activations: one of them at one place, and a stack of layers of one of them. */
import { torchCallable, torchFunction } from "../activations";
import { torchTensor } from "../tensors";

export interface ActivationAt {
  readonly activation: string;
  readonly alpha: number;
  readonly z: number;
  readonly value: number;
  readonly slope: number;
}

/** The function's value, and its slope where PyTorch differentiates it. */
export function activationScript({ activation, alpha, z, value, slope }: ActivationAt): string {
  const derivative =
    activation === "binary_step"
      ? ""
      : `\ny.sum().backward()\nassert torch.isclose(z.grad, ${torchTensor([slope])}).all()`;
  return `import torch
import torch.nn.functional as F

z = ${torchTensor([z], { leaf: true })}
y = ${torchFunction(activation, "z", alpha)}
assert torch.isclose(y, ${torchTensor([value])}).all()${derivative}
`;
}

export interface Stack {
  readonly activation: string;
  readonly depth: number;
  readonly init: "xavier" | "he" | "standard";
  /** Multiplies every weight. */
  readonly scale: number;
  readonly seed: number;
  readonly width: number;
  readonly batch: number;
}

/** The spread of the numbers and of the gradient at every layer of a stack. */
export function stackScript(stack: Stack): string {
  const { activation, depth, init, scale, seed, width, batch } = stack;
  const std = { xavier: "(1 / n) ** 0.5", he: "(2 / n) ** 0.5", standard: "1.0" }[init];
  return `import torch
from torch import nn

torch.manual_seed(${seed})  # PyTorch draws other numbers from the same seed; the effect is the same
n, g = ${width}, ${torchCallable(activation)}
h = torch.randn(${batch}, n, requires_grad=True)
kept = [h]
for _ in range(${depth}):
    W = ${scale} * ${std} * torch.randn(n, n)
    h = g(h @ W.T)
    if h.requires_grad:
        h.retain_grad()
    kept.append(h)
if h.requires_grad:
    h.backward(torch.randn_like(h))
for layer, h in enumerate(kept):
    print(layer, h.std().item(), None if h.grad is None else h.grad.square().mean().sqrt().item())
`;
}
