/**
 * Who uses a number: the cells that read it, each with the factor by which it moves them. The
 * answer is read from the explanation of the number's own gradient, which is the sum, over its
 * readers, of their gradient times that factor; so it cannot disagree with the backward pass.
 */
import { type Cell, type Constant, evaluate, type Expression } from "../core/expression";
import { type Index, offset, size, unravel } from "../core/shape";
import { tensor, type Tensor } from "../core/tensor";
import type { Head } from "../graph/heads";
import type { LayerShape } from "../graph/shapes";
import {
  backwardNames,
  contextOf,
  layerNames,
  lossHeads,
  lossNames,
  lossParts,
} from "./layer-values";
import { type Numbers, present, splitName } from "./numbers";
import { differentiable } from "./tensor-names";

export interface Use {
  /** The layer that reads the number; "" for the loss. */
  readonly layer: string;
  readonly tensor: string;
  readonly index: Index;
  /** Derivative of that cell by the number. */
  readonly factor: number;
  /** The one cell or constant (padding) that it is multiplied by there; null: none, or several. */
  readonly partner: Cell | Constant | null;
}

/**
 * The cells that depend directly on an input, an activation or a parameter. A number that a maximum
 * left out has no use. Empty for gradients and labels. Throws "unknown-name" or "shape".
 */
export function usesOf(numbers: Numbers, name: string, index: Index): readonly Use[] {
  offset(present(numbers, name).shape, index);
  return usesIn(numbers, name)(index);
}

/** The uses of any cell of a tensor; what all cells have in common is read once. */
function usesIn(numbers: Numbers, name: string): (index: Index) => Use[] {
  const readers = readersOf(numbers, name).map(({ layer, slot }) =>
    usesThrough(numbers, layer, slot),
  );
  const heads = lossHeads(numbers).filter((head) => head.tensor === name);
  return (index) => [
    ...readers.flatMap((read) => read(index)),
    ...heads.flatMap((head) => usesByLoss(numbers, head, index)),
  ];
}

/** How many numbers depend directly on each cell of an input, an activation or a parameter. */
export function useCounts(numbers: Numbers, name: string): Tensor {
  const { shape } = present(numbers, name);
  const uses = usesIn(numbers, name);
  const counts = Float64Array.from(
    { length: size(shape) },
    (_, at) => uses(unravel(shape, at)).length,
  );
  return tensor(shape, counts);
}

/** Tensors that must be here before the uses of a cell of `name` can be listed. */
export function usersOf(numbers: Numbers, name: string): readonly string[] {
  const names = readersOf(numbers, name).flatMap(({ layer }) => [...backwardNames(layer).values()]);
  for (const head of lossHeads(numbers))
    if (head.tensor === name) names.push(...lossNames(numbers.loss, head, true).values());
  const needed = [...new Set([name, ...names])].filter((one) => numbers.has(one));
  return needed.filter((one) => !one.endsWith(".dy"));
}

interface Reader {
  readonly layer: LayerShape;
  readonly slot: string;
}

function readersOf({ network }: Numbers, name: string): readonly Reader[] {
  const [owner, slot] = splitName(network, name);
  return network.layers.flatMap((layer): Reader[] => {
    if (layer.name === owner && Object.hasOwn(layer.parameters, slot)) return [{ layer, slot }];
    if (slot !== "y" && name !== "input") return [];
    const source = name === "input" ? "input" : owner;
    return differentiable(layer)
      .filter((one) => layer.inputs[layer.slots.indexOf(one)] === source)
      .map((one) => ({ layer, slot: one }));
  });
}

function usesThrough(numbers: Numbers, layer: LayerShape, slot: string): (index: Index) => Use[] {
  const values = Object.fromEntries(
    [...backwardNames(layer)].flatMap(([key, name]) => {
      if (key === "dy") return [];
      return [[key, present(numbers, name)] as const];
    }),
  );
  const shape = present(numbers, `${layer.name}.y`).shape;
  const dy = tensor(shape, new Float64Array(size(shape)).fill(1));
  const { definition, attributes, name } = layer;
  const [all, context, nameOf] = [{ ...values, dy }, contextOf(numbers), layerNames(layer)];
  return (index) =>
    collected(
      definition.explainGradient(all, attributes, slot, index, context),
      name,
      `${name}.y`,
      nameOf,
    );
}

function usesByLoss(numbers: Numbers, head: Head, index: Index): Use[] {
  const { definition, attributes, slot, name } = lossParts(numbers.loss, head);
  const values = Object.fromEntries(
    [...lossNames(numbers.loss, head, true)].map(([key, one]) => [key, present(numbers, one)]),
  );
  const dy = tensor([1], Float64Array.of(1));
  const tree = definition.explainGradient({ ...values, dy }, attributes, slot, index);
  return collected(tree, "", head.name, name);
}

function collected(
  tree: Expression,
  layer: string,
  name: string,
  nameOf: (slot: string) => string,
): Use[] {
  const factors = new Map<string, Factor>();
  addFactors(tree, [], 1, factors);
  return [...factors.values()].map(({ index, factor, partner }) => ({
    layer,
    tensor: name,
    index,
    factor,
    partner: partner?.kind === "cell" ? { ...partner, tensor: nameOf(partner.tensor) } : partner,
  }));
}

type Factor = Pick<Use, "index" | "factor" | "partner">;

/** Adds, for every cell of dy in a tree that is linear in dy, what it is multiplied by. */
function addFactors(
  tree: Expression,
  beside: readonly Expression[],
  scale: number,
  into: Map<string, Factor>,
): void {
  switch (tree.kind) {
    case "cell":
      if (tree.tensor === "dy") addFactor(tree, beside, scale, into);
      return;
    case "sum":
      for (const term of tree.terms) addFactors(term, beside, scale, into);
      return;
    case "product": {
      const [factor, others] = split(tree.factors);
      const rest = others.reduce((value, other) => value * evaluate(other), scale);
      if (factor !== undefined) addFactors(factor, [...beside, ...others], rest, into);
      return;
    }
    case "quotient": {
      const { numerator, denominator } = tree;
      if (readsGradient(numerator))
        addFactors(numerator, [...beside, denominator], scale / evaluate(denominator), into);
      return;
    }
    case "maximum": {
      const chosen = tree.among[tree.chosen];
      if (chosen !== undefined) addFactors(chosen, beside, scale, into);
      return;
    }
    case "named":
      addFactors(tree.expression, beside, scale, into);
      return;
    case "constant":
    case "apply":
      return;
    default:
      tree satisfies never;
  }
}

/** The factor that reads the gradient, and the others. */
function split(
  factors: readonly Expression[],
): readonly [Expression | undefined, readonly Expression[]] {
  const at = factors.findIndex(readsGradient);
  return [factors[at], factors.filter((_, other) => other !== at)];
}

function addFactor(
  { index }: Cell,
  beside: readonly Expression[],
  scale: number,
  into: Map<string, Factor>,
): void {
  const key = index.join();
  const before = into.get(key);
  const partner = before === undefined ? partnerIn(beside) : null;
  into.set(key, { index, factor: (before?.factor ?? 0) + scale, partner });
}

function partnerIn([only, ...more]: readonly Expression[]): Use["partner"] {
  const isOne = more.length === 0 && (only?.kind === "cell" || only?.kind === "constant");
  return isOne ? only : null;
}

function readsGradient(tree: Expression): boolean {
  switch (tree.kind) {
    case "cell":
      return tree.tensor === "dy";
    case "sum":
      return tree.terms.some(readsGradient);
    case "product":
      return tree.factors.some(readsGradient);
    case "quotient":
      return readsGradient(tree.numerator);
    case "maximum":
      return tree.among.some(readsGradient);
    case "named":
      return readsGradient(tree.expression);
    case "constant":
    case "apply":
      return false;
    default:
      tree satisfies never;
      return false;
  }
}
