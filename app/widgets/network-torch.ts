/** PyTorch code for a network: its modules and its forward pass. */
import { networkShapes } from "../../engine/graph/shapes";
import type { NetworkSpec } from "../../engine/graph/spec";

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
      return `        self.${attributeName(layer.name)} = ${layer.definition.torch(layer.attributes, { ...inputs, ...layer.parameters })}`;
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
            : `self.${attributeName(layer.name)}(${read.join(", ")})`;
      return `        y['${layer.name}'] = ${call}`;
    }),
    `        return y['${layers.at(-1)?.name ?? "input"}']`,
  ];
}

/** A layer's name as an attribute of a Python class: "features.0" becomes "features_0". */
export function attributeName(layer: string): string {
  return layer.replaceAll(/\W/g, "_").replace(/^(?=\d)/, "_");
}
