/**
 * Where any number of a network comes from: an output of any layer, a gradient of any weight or
 * activation, the loss, an updated weight.
 *
 * The answer is the layer's own explanation with the network's names for its leaves ("conv1.w",
 * "pool1.y", "input"), so the same question can be asked of every leaf again, down to the pixels. A
 * weight, a pixel, a label or a given gradient is where it ends. The tree is evaluated in f64; the
 * stored number may be of a device, in f32.
 */
import { LabError } from "../core/errors";
import type { Cell, Expression, Role } from "../core/expression";
import type { Index } from "../core/shape";
import { valueAt } from "../core/tensor";
import type { Head } from "../graph/heads";
import type { LayerShape } from "../graph/shapes";
import {
  backwardNames,
  backwardValues,
  contextOf,
  forwardNames,
  forwardValues,
  layerNames,
  headOf,
  lossHeads,
  lossNames,
  lossParts,
  lossValues,
} from "./layer-values";
import { layerOf, type Numbers, present, splitName } from "./numbers";
import { differentiable, isGradient } from "./tensor-names";

export interface Explained {
  readonly expression: Expression;
  /** The layer whose op explains it, or "" for the loss. */
  readonly layer: string;
  /** False where it ends: a pixel, a weight, a label. */
  readonly opens: boolean;
  /** The number itself, as it was computed. */
  readonly value: number;
}

interface Source {
  /** Tensors that the explanation reads. */
  readonly names: readonly string[];
  readonly layer: string;
  /** Null: the number is a leaf with this role. */
  readonly explain: ((index: Index) => Expression) | null;
  readonly role: Role;
}

/**
 * Where `tensor[index]` comes from. Throws "unknown-name" for a tensor that there is not or that
 * is still on its device (see `operandsOf`), "shape" for an index outside.
 */
export function explain(numbers: Numbers, tensor: string, index: Index): Explained {
  const source = sourceOf(numbers, tensor);
  const value = valueAt(present(numbers, tensor), index);
  const cell: Cell = { kind: "cell", tensor, index, role: source.role, value };
  return {
    expression: source.explain === null ? cell : source.explain(index),
    layer: source.layer,
    opens: source.explain !== null,
    value,
  };
}

/** Tensors that must be here (`fetchAll`) before any cell of `tensor` can be explained. */
export function operandsOf(numbers: Numbers, tensor: string): readonly string[] {
  return [...new Set([tensor, ...sourceOf(numbers, tensor).names])].filter((name) =>
    numbers.has(name),
  );
}

function sourceOf(numbers: Numbers, tensor: string): Source {
  const { network } = numbers;
  if (!numbers.has(tensor))
    throw new LabError("unknown-name", `${network.spec.name} has no numbers for ${tensor}`);
  if (tensor === "input") return leaf("", "input");
  if (tensor === "labels" || tensor === "target") return leaf("", "constant");
  const head = headOf(numbers, tensor);
  if (head !== undefined) return lossSource(numbers, head, tensor.slice(head.name.length + 1));
  const [owner, slot] = splitName(network, tensor);
  if (slot === "dy") return outputGradient(numbers, owner);
  const layer = layerOf(network, owner);
  if (slot === "y" || Object.hasOwn(layer.saved, slot)) return output(numbers, layer, slot);
  if (slot.endsWith(".next")) return nextSource(numbers, layer, slot.slice(0, -".next".length));
  if (Object.hasOwn(layer.parameters, slot)) return leaf(owner, roleOf(layer, slot));
  if (isGradient(slot)) return gradient(numbers, layer, slot.slice(1));
  return leaf(owner, "constant");
}

function leaf(layer: string, role: Role): Source {
  return { names: [], layer, explain: null, role };
}

function roleOf(layer: LayerShape, slot: string): Role {
  return layer.definition.inputs.find(({ name }) => name === slot)?.role ?? "weight";
}

function nextSource(numbers: Numbers, layer: LayerShape, slot: string): Source {
  const parameter = `${layer.name}.${slot}`;
  if (!Object.hasOwn(layer.parameters, slot)) return output(numbers, layer, slot);
  const { update } = numbers;
  const role = roleOf(layer, slot);
  if (update === null) return leaf(layer.name, role);
  return {
    names: update.rule.names(update, numbers, parameter),
    layer: layer.name,
    explain: (index) => update.rule.explain(update, numbers, parameter, index, role),
    role,
  };
}

/** An output of a layer, a tensor that it saved, or a running statistic after this pass. */
function output(numbers: Numbers, layer: LayerShape, slot: string): Source {
  const { definition, attributes, name } = layer;
  const names = [...forwardNames(layer).values()];
  const of = slot === "y" ? definition.explain : definition.explainSaved?.bind(definition, slot);
  if (of === undefined) return leaf(name, "constant");
  return {
    names,
    layer: name,
    explain: (index) =>
      rename(
        of(forwardValues(numbers, layer), attributes, index, contextOf(numbers)),
        layerNames(layer),
      ),
    role: "output",
  };
}

function gradient(numbers: Numbers, layer: LayerShape, slot: string): Source {
  return {
    names: [...backwardNames(layer).values()],
    layer: layer.name,
    explain: (index) => gradientPart(numbers, layer, slot, index),
    role: "gradient",
  };
}

function gradientPart(numbers: Numbers, layer: LayerShape, slot: string, index: Index): Expression {
  const { definition, attributes } = layer;
  const values = backwardValues(numbers, layer);
  const tree = definition.explainGradient(values, attributes, slot, index, contextOf(numbers));
  return rename(tree, layerNames(layer));
}

interface Part {
  readonly through: string;
  readonly names: readonly string[];
  readonly explain: (index: Index) => Expression;
}

/**
 * The gradient of a layer's output is the sum of what its readers pass back; one reader, one term.
 */
function outputGradient(numbers: Numbers, owner: string): Source {
  const parts = [...readerParts(numbers, owner), ...lossPartsOf(numbers, owner)];
  if (parts.length === 0) return leaf(owner, "gradient");
  const [only, ...others] = parts;
  return {
    names: parts.flatMap((part) => part.names),
    layer: owner,
    explain: (index) =>
      only !== undefined && others.length === 0
        ? only.explain(index)
        : {
            kind: "sum",
            terms: parts.map((part) => ({
              kind: "named",
              name: `through ${part.through}`,
              expression: part.explain(index),
            })),
          },
    role: "gradient",
  };
}

function readerParts(numbers: Numbers, owner: string): Part[] {
  return numbers.network.layers.flatMap((layer) =>
    differentiable(layer).flatMap((slot): Part[] => {
      const at = layer.slots.indexOf(slot);
      if (layer.inputs[at] !== owner || !numbers.has(`${layer.name}.dy`)) return [];
      return [
        {
          through: layer.name,
          names: [...backwardNames(layer).values()],
          explain: (index) => gradientPart(numbers, layer, slot, index),
        },
      ];
    }),
  );
}

function lossPartsOf(numbers: Numbers, owner: string): Part[] {
  return lossHeads(numbers)
    .filter((head) => head.logits === owner)
    .map((head) => ({
      through: head.name,
      names: [...lossNames(numbers.loss, head, true).values()],
      explain: (index) => explainLossGradient(numbers, head, index),
    }));
}

function lossSource(numbers: Numbers, head: Head, part: string): Source {
  const { definition, attributes, slot, name } = lossParts(numbers.loss, head);
  const names = [...lossNames(numbers.loss, head, part.startsWith("d")).values()];
  const source = { names, layer: "", role: "output" } as const;
  if (part === `d${slot}`)
    return { ...source, explain: (at) => explainLossGradient(numbers, head, at), role: "gradient" };
  const of = part === "" ? definition.explain : definition.explainSaved?.bind(definition, part);
  if (part === "dy" || of === undefined) return leaf("", "constant");
  return {
    ...source,
    explain: (index) =>
      rename(of(lossValues(numbers, head, false), attributes, index, contextOf(numbers)), name),
  };
}

function explainLossGradient(numbers: Numbers, head: Head, index: Index): Expression {
  const { definition, attributes, slot, name } = lossParts(numbers.loss, head);
  const values = lossValues(numbers, head, true);
  return rename(definition.explainGradient(values, attributes, slot, index), name);
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
      return {
        ...expression,
        numerator: again(expression.numerator),
        denominator: again(expression.denominator),
      };
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
