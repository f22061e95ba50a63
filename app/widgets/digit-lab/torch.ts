/** PyTorch code that puts exactly this picture through LeNet-5 with weights saved from the page. */
import { lenetRecipe } from "../../../engine/train/recipes";
import { moduleLines } from "../network-torch";
import { SIDE, type Picture } from "./picture";

/** `picture` is what the network sees, 0 … 255. */
export function digitTorch(picture: Picture): string {
  const rows = Array.from({ length: SIDE }, (_, row) => `    [${picture.slice(row * SIDE, (row + 1) * SIDE).join(", ")}],`);
  return [
    "import torch, torch.nn as nn",
    "from safetensors.torch import load_file  # weights saved from this page",
    "",
    ...moduleLines(lenetRecipe.network),
    "",
    "net = Net()",
    "weights = load_file('lenet5-mnist.safetensors')",
    "names = {'w': 'weight', 'b': 'bias'}",
    'net.load_state_dict({f\'{k.rsplit(".", 1)[0]}.{names[k.rsplit(".", 1)[1]]}\': v for k, v in weights.items()})',
    "x = torch.tensor([",
    ...rows,
    "]).reshape(1, 1, 28, 28) / 255",
    "print(torch.softmax(net(x), 1))",
  ].join("\n");
}
