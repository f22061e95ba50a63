/** The chain in PyTorch, with its numbers and the gradient that it must give. */
import { type ChainNumbers, runChain } from "./chain";

const FUNCTIONS: Readonly<Record<string, string>> = {
  sigmoid: "torch.sigmoid(z)",
  tanh: "torch.tanh(z)",
  relu: "torch.relu(z)",
  identity: "z",
  arctan: "torch.atan(z)",
  elu: "F.elu(z)",
  leaky_relu: "F.leaky_relu(z)",
  softplus: "F.softplus(z)",
};

export function chainTorch(numbers: ChainNumbers & { readonly weight: number; readonly learningRate: number }): string {
  const gradient = runChain(numbers).neurons[numbers.weight - 1]?.dw ?? Number.NaN;
  return `import torch
import torch.nn.functional as F

x, target = torch.tensor(${numbers.x}, dtype=torch.float64), torch.tensor(${numbers.target}, dtype=torch.float64)
w = torch.tensor(${JSON.stringify(numbers.w)}, dtype=torch.float64, requires_grad=True)
b = torch.tensor(${JSON.stringify(numbers.b)}, dtype=torch.float64, requires_grad=True)

y = x
for i in range(len(w)):
    z = w[i] * y + b[i]
    y = ${FUNCTIONS[numbers.activation] ?? "z"}
loss = F.mse_loss(y, target)
loss.backward()

assert torch.isclose(w.grad[${numbers.weight - 1}], torch.tensor(${gradient}, dtype=torch.float64))
with torch.no_grad():
    w -= ${numbers.learningRate} * w.grad
    b -= ${numbers.learningRate} * b.grad
`;
}
