/**
 * Where any number of a network comes from: an output of any layer, a gradient of any weight or activation, the loss.
 *
 * The answer is the layer's own explanation with the network's names for its leaves ("conv1.w", "pool1.y", "input"), so the
 * same question can be asked of every leaf again, down to the pixels. A learned weight, a pixel or a label is where it ends.
 */
import { check, LabError } from "../core/errors";
import type { Cell, Expression, Role } from "../core/expression";
import type { Index } from "../core/shape";
import { valueAt, type Tensor } from "../core/tensor";
import { headsOf, type Head } from "../graph/heads";
import { layerNamed, type LayerShape } from "../graph/shapes";
import { ops } from "../ops";
import { layerValues, lossValues, type NetworkValues, valueName } from "./evaluate-network";

export interface Explained {
  readonly expression: Expression;
  /** The layer whose op speaks, or "" for the loss. */
  readonly layer: string;
  /** False where the story ends: a pixel, a learned weight, a label. */
  readonly opens: boolean;
}

/** Where `tensor[index]` comes from. Throws "unknown-name" or "shape". */
export function explainCell(values: NetworkValues, tensor: string, index: Index): Explained {
  const whole = tensorNamed(values, tensor);
  const [owner, slot] = split(tensor);
  const leaf = (role: Role): Explained => ({
    expression: { kind: "cell", tensor, index, role, value: valueAt(whole, index) },
    layer: owner,
    opens: false,
  });
  if (tensor === "input") return leaf("input");
  if (tensor === "labels" || tensor === "target") return leaf("constant");
  const head = headsOf(values.network, values.loss).find(({ name }) => tensor === name || owner === name);
  if (head !== undefined) return tensor === head.name ? explainLoss(values, head, index) : leaf("constant");
  if (slot === "dy") return explainOutputGradient(values, owner, index);
  const layer = layerOf(values, owner);
  if (Object.hasOwn(layer.buffers, slot)) return leaf("constant");
  if (Object.hasOwn(layer.parameters, slot)) return leaf(slot === "b" || slot === "beta" ? "bias" : "weight");
  const context = values.context;
  if (slot === "y") {
    const expression = layer.definition.explain(layerValues(layer, values.tensors), layer.attributes, index, context);
    return { expression: rename(expression, layerNames(layer)), layer: owner, opens: true };
  }
  if (slot.startsWith("d") && Object.hasOwn(layer.parameters, slot.slice(1)))
    return { ...gradientPart(values, layer, slot.slice(1), index), opens: true };
  return leaf("constant");
}

/** The gradient of a layer's output is the sum of what its readers pass back; one reader, one term. */
function explainOutputGradient(values: NetworkValues, output: string, index: Index): Explained {
  const parts: Expression[] = [];
  for (const layer of values.network.layers) {
    for (const [at, slot] of layer.slots.entries()) {
      if (layer.inputs[at] !== output || !values.tensors.has(`${layer.name}.dy`)) continue;
      const { expression } = gradientPart(values, layer, slot, index);
      parts.push({ kind: "named", name: `through ${layer.name}`, expression });
    }
  }
  for (const head of headsOf(values.network, values.loss)) {
    if (head.logits === output) parts.push(explainLossGradient(values, head, index));
  }
  const [only, ...others] = parts;
  if (only === undefined) throw new LabError("unknown-name", `no gradient reaches ${output}`);
  const single = only.kind === "named" ? only.expression : only;
  return { expression: others.length === 0 ? single : { kind: "sum", terms: parts }, layer: output, opens: true };
}

function gradientPart(values: NetworkValues, layer: LayerShape, slot: string, index: Index): { expression: Expression; layer: string } {
  const expression = layer.definition.explainGradient(layerValues(layer, values.tensors), layer.attributes, slot, index, values.context);
  return { expression: rename(expression, layerNames(layer)), layer: layer.name };
}

function explainLoss(values: NetworkValues, head: Head, index: Index): Explained {
  const { definition, attributes, inputs } = lossParts(values, head);
  return { expression: rename(definition.explain(inputs, attributes, index), lossNames(head)), layer: "", opens: true };
}

function explainLossGradient(values: NetworkValues, head: Head, index: Index): Expression {
  const { definition, attributes, inputs } = lossParts(values, head);
  const slot = values.loss === "mse" ? "prediction" : "logits";
  const y = values.tensors.get(head.name);
  return rename(definition.explainGradient({ ...inputs, ...(y === undefined ? {} : { y }) }, attributes, slot, index), lossNames(head));
}

function lossParts(values: NetworkValues, head: Head) {
  const definition = ops[values.loss ?? "cross_entropy"];
  check(definition !== undefined, "unsupported", "this network has no loss");
  const inputs = lossValues(head, values.loss ?? "cross_entropy", values.tensors);
  return { definition, attributes: definition.normalise({ reduction: "mean" }), inputs };
}

/** The network's names for a layer's slots. */
function layerNames(layer: LayerShape): (slot: string) => string {
  return (slot) => {
    const at = layer.slots.indexOf(slot);
    return at < 0 ? `${layer.name}.${slot}` : valueName(layer.inputs[at] ?? "input");
  };
}

function lossNames(head: Head): (slot: string) => string {
  return (slot) => {
    if (slot === "logits" || slot === "prediction") return `${head.logits}.y`;
    return slot === "labels" || slot === "target" ? slot : slot === "y" ? head.name : `${head.name}.${slot}`;
  };
}

/** The same tree with other names for its cells. */
function rename(expression: Expression, name: (slot: string) => string): Expression {
  const again = (part: Expression): Expression => rename(part, name);
  switch (expression.kind) {
    case "cell":
      return { ...expression, tensor: name(expression.tensor) } satisfies Cell;
    case "constant":
      return expression;
    case "sum":
      return { ...expression, terms: expression.terms.map(again) };
    case "product":
      return { ...expression, factors: expression.factors.map(again) };
    case "quotient":
      return { ...expression, numerator: again(expression.numerator), denominator: again(expression.denominator) };
    case "maximum":
      return { ...expression, among: expression.among.map(again) };
    case "apply":
      return { ...expression, argument: again(expression.argument) };
    case "named":
      return { ...expression, expression: again(expression.expression) };
    default:
      expression satisfies never;
      return expression;
  }
}

function tensorNamed(values: NetworkValues, name: string): Tensor {
  const found = values.tensors.get(name);
  if (found === undefined) throw new LabError("unknown-name", `${values.network.spec.name} has no numbers for ${name}`);
  return found;
}

function layerOf(values: NetworkValues, name: string): LayerShape {
  const layer = layerNamed(values.network, name);
  if (layer === undefined) throw new LabError("unknown-name", `${values.network.spec.name} has no layer ${name}`);
  return layer;
}

function split(tensor: string): [string, string] {
  const at = tensor.lastIndexOf(".");
  return at < 0 ? [tensor, ""] : [tensor.slice(0, at), tensor.slice(at + 1)];
}
