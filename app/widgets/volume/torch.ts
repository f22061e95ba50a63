/** The layer in PyTorch, with its numbers, its output and the gradients that it must give. */
import { toNested } from "../../../engine/core/tensor";
import { SIDE } from "../digit-lab/picture";
import { layerOf } from "./layer";
import { pixelsOf } from "./trained-picture";
import { extentsOf, type VolumeState } from "./volume-state";

export function volumeTorch(state: VolumeState): string {
  return state.source === "own" ? ownTorch(state) : trainedTorch(state);
}

/** The same layer of the same network on the same digit, from the weights that come with the page. */
function trainedTorch({ source, picture }: VolumeState): string {
  const pixels = pixelsOf(picture);
  const rows = Array.from({ length: SIDE }, (_, row) => `    [${pixels.slice(row * SIDE, (row + 1) * SIDE).join(", ")}],`);
  const second = source === "conv2";
  return `import torch
import torch.nn.functional as F
from safetensors.torch import load_file  # weights/lenet5-mnist.safetensors of this site

weights = {name: value.double() for name, value in load_file("lenet5-mnist.safetensors").items()}
x = torch.tensor([
${rows.join("\n")}
], dtype=torch.float64).reshape(1, 1, 28, 28) / 255
z = F.conv2d(x, weights["conv1.w"], weights["conv1.b"], padding=2)
y = F.relu(z)
${second ? 'z = F.conv2d(F.max_pool2d(y, 2), weights["conv2.w"], weights["conv2.b"])\ny = F.relu(z)\n' : ""}assert y.shape == (1, ${second ? "16, 10, 10" : "6, 28, 28"})
`;
}

function ownTorch(state: VolumeState): string {
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
