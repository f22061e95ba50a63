/** PyTorch code for exactly this network and its training step. */
import type { NetworkSpec } from "../../../engine/graph/spec";
import { networkShapes } from "../../../engine/graph/shapes";
import type { Recipe } from "../../../engine/train/recipe";

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

/** A class with one attribute a layer; layers of two inputs are written as what they do. */
export function moduleLines(network: NetworkSpec): readonly string[] {
  const { layers } = networkShapes(network);
  const joins = new Set(["add", "concat"]);
  const defined = layers.filter((layer) => !joins.has(layer.kind));
  const shapes = (at: number) => layers[at]?.inputShapes ?? [];
  return [
    "class Net(nn.Module):",
    "    def __init__(self):",
    "        super().__init__()",
    ...defined.map((layer) => {
      const inputs = Object.fromEntries(layer.slots.map((slot, at) => [slot, [1, ...(shapes(layers.indexOf(layer))[at] ?? [])]]));
      return `        self.${layer.name} = ${layer.definition.torch(layer.attributes, { ...inputs, ...layer.parameters })}`;
    }),
    "    def forward(self, x):",
    "        y = {'input': x}",
    ...layers.map((layer) => {
      const read = layer.inputs.map((name) => `y['${name}']`);
      const call =
        layer.kind === "add"
          ? read.join(" + ")
          : layer.kind === "concat"
            ? `torch.cat([${read.join(", ")}], 1)`
            : `self.${layer.name}(${read.join(", ")})`;
      return `        y['${layer.name}'] = ${call}`;
    }),
    `        return y['${layers.at(-1)?.name ?? "input"}']`,
  ];
}

function initialLines(network: NetworkSpec): readonly string[] {
  return network.layers.flatMap((layer) => {
    const init = layer.init;
    if (init?.kind !== "normal") return [];
    return [
      `nn.init.normal_(net.${layer.name}.weight, ${init.mean}, ${Number(init.std.toPrecision(6))}); nn.init.zeros_(net.${layer.name}.bias)`,
    ];
  });
}
