/** PyTorch code for exactly this network and its training step. */
import type { NetworkSpec } from "../../../engine/graph/spec";
import { networkShapes } from "../../../engine/graph/shapes";
import type { Recipe } from "../../../engine/train/recipe";
import { attributeName, moduleLines } from "../network-torch";

/** Modules in the order of computation, the forward pass written out, one training step. Batches come from `loader`. */
export function experimentTorch(recipe: Recipe): string {
  const { network, learningRate, seed, clip } = recipe;
  return [
    "import torch, torch.nn as nn, torch.nn.functional as F",
    `torch.manual_seed(${seed})  # PyTorch draws other numbers from the same seed`,
    "",
    ...moduleLines(network),
    "",
    "net = Net()",
    ...initialLines(network),
    `assert sum(p.numel() for p in net.parameters()) == ${networkShapes(network).parameterCount}`,
    `optimiser = torch.optim.SGD(net.parameters(), lr=${learningRate}${momentumOf(recipe)})`,
    "for x, labels in loader:",
    "    optimiser.zero_grad()",
    "    loss = F.cross_entropy(net(x), labels)",
    "    loss.backward()",
    ...(clip === undefined ? [] : [`    nn.utils.clip_grad_norm_(net.parameters(), ${clip.limit})`]),
    "    optimiser.step()",
  ].join("\n");
}

function momentumOf({ optimiser }: Recipe): string {
  return optimiser.kind === "sgd" && optimiser.momentum !== undefined ? `, momentum=${optimiser.momentum}` : "";
}

function initialLines(network: NetworkSpec): readonly string[] {
  return network.layers.flatMap((layer) => {
    const init = layer.init;
    if (init?.kind !== "normal") return [];
    return [
      `nn.init.normal_(net.${attributeName(layer.name)}.weight, ${init.mean}, ${Number(init.std.toPrecision(6))}); nn.init.zeros_(net.${attributeName(layer.name)}.bias)`,
    ];
  });
}
