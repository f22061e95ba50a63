/** Scripts about whole networks: their shapes, their first run, two of them beside each other. */
import type { NetworkShapes } from "../../../graph/shapes";
import type { NetworkSpec } from "../../../graph/spec";
import { kerasNetwork } from "../keras";
import { torchModule, torchNetwork } from "../pytorch";

/** The network as one model, on random numbers: the shape of what it gives is checked. */
export function shapeScript({ spec, output }: NetworkShapes): string {
  return `import torch
from torch import nn

model = ${torchNetwork(spec)}
x = torch.randn(1, ${spec.input.join(", ")})
assert model(x).shape[1:] == (${output.shape.join(", ")},)
`;
}

/** Two networks that read the same and give the same shape; how many products the first has. */
export function twoRoadsScript(
  roads: { readonly straight: NetworkShapes; readonly bottleneck: NetworkShapes },
  { formula, products }: { readonly formula: readonly number[]; readonly products: number },
): string {
  const { straight, bottleneck } = roads;
  return `import torch
from torch import nn

straight = ${torchNetwork(straight.spec)}
bottleneck = ${torchNetwork(bottleneck.spec)}
x = torch.randn(1, ${straight.spec.input.join(", ")})
assert straight(x).shape == bottleneck(x).shape == (1, ${straight.output.shape.join(", ")})
assert ${formula.join(" * ")} == ${products}
`;
}

/** Builds the network, loads the weights saved beside it, and runs it once. */
export function torchScript(network: NetworkShapes, weights: string): string {
  return `${torchModule(network.spec)}\n${firstRun(network, weights)}\n`;
}

/** What follows the class of the network: its weights, and a first run. */
export function firstRun({ spec, output }: NetworkShapes, weights: string): string {
  return [
    "from safetensors.torch import load_file  # pip install safetensors",
    "",
    "net = Net()",
    `net.load_state_dict(load_file("${weights}"))  # the file that ConvLab saved`,
    "net.eval()",
    "",
    "with torch.no_grad():",
    `    y = net(torch.zeros(1, ${spec.input.join(", ")}))`,
    `print(y.shape)  # torch.Size([1, ${output.shape.join(", ")}])`,
  ].join("\n");
}

export function kerasScript(spec: NetworkSpec): string {
  const code = kerasNetwork(spec);
  const named = code.startsWith("keras.") || code.startsWith("layers.") ? `model = ${code}` : code;
  return `import keras\nfrom keras import layers\n\n${named}\n`;
}

/** The layers one by one, each with what it reads: for networks that are no chain, too. */
export function layersList({ layers }: NetworkShapes): string {
  const lines = layers.map((layer) => {
    const shapes = Object.fromEntries(
      layer.slots.map((slot, at) => [slot, [1, ...(layer.inputShapes[at] ?? [])]]),
    );
    return `    ${layer.definition.torch(layer.attributes, shapes)},  # ${layer.name}, reads ${layer.inputs.join(", ")}`;
  });
  return ["import torch", "from torch import nn", "", "layers = [", ...lines, "]", ""].join("\n");
}
