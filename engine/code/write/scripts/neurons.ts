/** A chain of single neurons, with its numbers and the gradient that it must give. */
import { torchFunction } from "../activations";
import { torchTensor } from "../tensors";

export interface NeuronChain {
  readonly x: number;
  readonly target: number;
  readonly w: readonly number[];
  readonly b: readonly number[];
  readonly activation: string;
  /** Slope of a PReLU below 0. */
  readonly slope: number;
  /** The weight whose gradient is checked, from 1, and that gradient. */
  readonly weight: number;
  readonly gradient: number;
  readonly learningRate: number;
}

const STEP = `# PyTorch does not differentiate a step: its slope is 0 wherever it exists, no gradient comes back.
`;

export function neuronsScript(chain: NeuronChain): string {
  const { activation } = chain;
  const y = torchFunction(activation, "z", activation === "prelu" ? chain.slope : undefined);
  return `import torch
import torch.nn.functional as F

x, target = ${torchTensor(chain.x)}, ${torchTensor(chain.target)}
w = ${torchTensor(chain.w, { leaf: true })}
b = ${torchTensor(chain.b, { leaf: true })}

y = x
for i in range(len(w)):
    z = w[i] * y + b[i]
    y = ${y}
loss = F.mse_loss(y, target)
${activation === "binary_step" ? STEP : backward(chain)}`;
}

function backward({ weight, gradient, learningRate }: NeuronChain): string {
  return `loss.backward()

assert torch.isclose(w.grad[${weight - 1}], ${torchTensor(gradient)})
with torch.no_grad():
    w -= ${learningRate} * w.grad
    b -= ${learningRate} * b.grad
`;
}
