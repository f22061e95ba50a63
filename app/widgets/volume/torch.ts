/** The layer in PyTorch, with its numbers, its output and the gradients that it must give. */
import { toNested } from "../../../engine/core/tensor";
import { layerOf } from "./layer";
import { extentsOf, type VolumeState } from "./volume-state";

export function volumeTorch(state: VolumeState): string {
  const { channels, filters, kernel } = extentsOf(state);
  const { values } = layerOf(state);
  const nested = (name: string): string => JSON.stringify(values[name] === undefined ? [] : toNested(values[name]));
  const activation = state.activation === "relu" ? "torch.relu(z)" : "z";
  const target = state.target === "zero" ? "torch.zeros_like(y)" : `torch.tensor(${JSON.stringify([state.target])}, dtype=torch.float64)`;
  return `import torch
from torch import nn
import torch.nn.functional as F

conv = nn.Conv2d(${channels}, ${filters}, kernel_size=${kernel}, stride=${state.stride}, padding=${state.padding}).double()
with torch.no_grad():
    conv.weight.copy_(torch.tensor(${JSON.stringify(state.w)}))
    conv.bias.copy_(torch.tensor(${JSON.stringify(state.b)}))

x = torch.tensor(${JSON.stringify([state.x])}, dtype=torch.float64, requires_grad=True)
z = conv(x)
y = ${activation}
assert torch.allclose(y, torch.tensor(${nested("y")}, dtype=torch.float64))

F.mse_loss(y, ${target}).backward()
assert torch.allclose(conv.weight.grad, torch.tensor(${nested("dw")}, dtype=torch.float64))
assert torch.allclose(conv.bias.grad, torch.tensor(${nested("db")}, dtype=torch.float64))
assert torch.allclose(x.grad, torch.tensor(${nested("dx")}, dtype=torch.float64))
`;
}
