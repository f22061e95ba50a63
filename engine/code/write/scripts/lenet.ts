/** LeNet-5 with weights saved from the page, on one picture of a digit. */
import type { NetworkSpec } from "../../../graph/spec";
import { torchModule } from "../pytorch";

const SIDE = 28;

/** `pixels` are 784 numbers from 0 to 255, row by row. */
export function lenetScript(spec: NetworkSpec, pixels: ArrayLike<number>): string {
  return [
    torchModule(spec),
    "from safetensors.torch import load_file  # weights saved from this page",
    "",
    "net = Net()",
    "weights = load_file('lenet5-mnist.safetensors')",
    "names = {'w': 'weight', 'b': 'bias'}",
    'net.load_state_dict({f\'{k.rsplit(".", 1)[0]}.{names[k.rsplit(".", 1)[1]]}\': v for k, v in weights.items()})',
    "x = torch.tensor([",
    ...pixelRows(pixels),
    "]).reshape(1, 1, 28, 28) / 255",
    "print(torch.softmax(net(x), 1))",
  ].join("\n");
}

/** Its first convolution and ReLU, or those after the first pooling. */
export function lenetLayerScript(layer: "conv1" | "conv2", pixels: ArrayLike<number>): string {
  const second =
    layer === "conv2"
      ? 'z = F.conv2d(F.max_pool2d(y, 2), weights["conv2.w"], weights["conv2.b"])\ny = F.relu(z)\n'
      : "";
  return `import torch
import torch.nn.functional as F
from safetensors.torch import load_file  # weights/lenet5-mnist.safetensors of this site

weights = {name: value.double() for name, value in load_file("lenet5-mnist.safetensors").items()}
x = torch.tensor([
${pixelRows(pixels).join("\n")}
], dtype=torch.float64).reshape(1, 1, 28, 28) / 255
z = F.conv2d(x, weights["conv1.w"], weights["conv1.b"], padding=2)
y = F.relu(z)
${second}assert y.shape == (1, ${layer === "conv2" ? "16, 10, 10" : "6, 28, 28"})
`;
}

function pixelRows(pixels: ArrayLike<number>): string[] {
  const all = Array.from(pixels);
  return Array.from(
    { length: SIDE },
    (_, row) => `    [${all.slice(row * SIDE, (row + 1) * SIDE).join(", ")}],`,
  );
}
