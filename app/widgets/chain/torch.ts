/** The chain in PyTorch, with its numbers and the gradient that it must give. */
import { type ChainNumbers, runChain, SLOPE } from "./chain";

const FUNCTIONS: Readonly<Record<string, string>> = {
  sigmoid: "torch.sigmoid(z)",
  tanh: "torch.tanh(z)",
  relu: "torch.relu(z)",
  identity: "z",
  arctan: "torch.atan(z)",
  elu: "F.elu(z)",
  leaky_relu: "F.leaky_relu(z)",
  softplus: "F.softplus(z)",
  prelu: `torch.where(z > 0, z, ${SLOPE} * z)`,
  binary_step: "torch.heaviside(z, torch.ones_like(z))",
};

const STEP = `# PyTorch does not differentiate a step: its slope is 0 wherever it exists, no gradient comes back.
`;

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
${numbers.activation === "binary_step" ? STEP : backward(numbers, gradient)}`;
}

function backward({ weight, learningRate }: { readonly weight: number; readonly learningRate: number }, gradient: number): string {
  return `loss.backward()

assert torch.isclose(w.grad[${weight - 1}], torch.tensor(${gradient}, dtype=torch.float64))
with torch.no_grad():
    w -= ${learningRate} * w.grad
    b -= ${learningRate} * b.grad
`;
}
