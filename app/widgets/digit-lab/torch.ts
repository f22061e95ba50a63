/** PyTorch code that puts exactly this picture through LeNet-5 with weights saved from the page. */
import { lenetRecipe } from "../../../engine/train/recipes";
import { moduleLines } from "../experiment/torch";
import { seenPicture, type DigitState } from "./definition";
import { SIDE } from "./picture";

export function digitTorch(state: DigitState): string {
  const picture = seenPicture(state);
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
