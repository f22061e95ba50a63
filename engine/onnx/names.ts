/**
 * Names for layers. PyTorch's are kept where the file tells them: by the weights
 * ("features.0.weight"), or by the node ("/layer1/layer1.0/conv1/Conv" is "layer1.0.conv1").
 * Otherwise a layer is called by its op and a number: "conv1", "relu3".
 */
import type { OnnxNode } from "../data/formats/onnx/model";
import { RESERVED } from "../graph/parse-spec";

const MAX_NAME = 60;
const SHORT: Readonly<Record<string, string>> = {
  batchnorm: "bn",
  conv2d: "conv",
  linear: "fc",
  maxpool2d: "pool",
  avgpool2d: "avgpool",
  global_avgpool2d: "gap",
};
export class Names {
  private readonly taken = new Set<string>(RESERVED);
  private readonly counts = new Map<string, number>();

  layer(node: OnnxNode, op: string): string {
    const own = fromWeights(node) ?? fromPath(node);
    const name = own === undefined ? this.numbered(SHORT[op] ?? op) : this.distinct(own);
    this.taken.add(name);
    return name;
  }

  private numbered(stem: string): string {
    for (;;) {
      const count = (this.counts.get(stem) ?? 0) + 1;
      this.counts.set(stem, count);
      if (!this.taken.has(`${stem}${count}`)) return `${stem}${count}`;
    }
  }

  private distinct(name: string): string {
    return this.taken.has(name) ? this.numbered(`${name}_`) : name;
  }
}

function fromWeights({ inputs }: OnnxNode): string | undefined {
  const weight = inputs.slice(1).find((name) => /^[\w.#-]+\.weight$/.test(name));
  return weight === undefined ? undefined : fitted(weight.slice(0, -".weight".length));
}

/**
 * The modules on the way to the node; its last part is the op. Keras' paths begin with the model
 * ("model/conv2d/BiasAdd"): the part before the op is the layer.
 */
function fromPath({ name, op }: OnnxNode): string | undefined {
  const parts = name.split("/").filter((part) => part !== "");
  if (!name.startsWith("/")) return fitted(parts.at(-2) ?? parts.at(-1) ?? "");
  const last = parts.pop() ?? "";
  if (!last.startsWith(op)) parts.push(last);
  const modules = parts.filter((part, at) => !(parts[at + 1] ?? "").startsWith(`${part}.`));
  return fitted(modules.join("."));
}

function fitted(name: string): string | undefined {
  const clean = name.replace(/[^\w.#-]/g, "_").slice(-MAX_NAME);
  return clean === "" ? undefined : clean;
}
