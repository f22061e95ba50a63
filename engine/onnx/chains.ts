/**
 * Chains of nodes that compute one layer of the lab: an activation that exporters spell out (gelu
 * as Div, Erf, Add, Mul, Mul; silu as Sigmoid, Mul; hardswish as Add, Clip, Mul, Div), and layer
 * norm before opset 17. The last node of a chain stands for all of it; nodes that nobody reads any
 * more are left out.
 */
import type { OnnxModel, OnnxNode } from "../data/formats/onnx/model";
import { curves } from "./activation-chains";
import type { Builder, Settings } from "./builder";
import { Literals } from "./literals";
import { normChains } from "./norm-chains";

/** The last node of a chain: it reads what the first one reads. */
interface ChainEnd extends OnnxNode {
  place(builder: Builder, node: OnnxNode): void;
}

export function chainEnd(node: OnnxNode): ChainEnd["place"] | undefined {
  return "place" in node ? (node as ChainEnd).place : undefined;
}

export function withChains(model: OnnxModel): OnnxModel {
  const literals = new Literals(model);
  const ends = new Map<OnnxNode, ChainEnd>();
  for (const [node, { base, op, settings }] of curves(model, literals))
    ends.set(node, activation(node, base, op, settings));
  for (const [node, { inputs, place }] of normChains(model, literals))
    ends.set(node, { ...node, inputs, place });
  if (ends.size === 0) return model;
  const nodes = model.nodes.map((node) => ends.get(node) ?? node);
  return { ...model, nodes: read(nodes, model.outputs) };
}

function activation(node: OnnxNode, base: string, op: string, settings: Settings): ChainEnd {
  return {
    ...node,
    inputs: [base],
    place: (builder, end) => builder.set(end, builder.cellwise(end, op, settings)),
  };
}

/** The nodes that an output needs. */
function read(nodes: readonly OnnxNode[], outputs: OnnxModel["outputs"]): OnnxNode[] {
  const names = new Set(outputs.map(({ name }) => name));
  const kept = nodes.toReversed().filter((node) => {
    if (!node.outputs.some((name) => names.has(name))) return false;
    for (const name of node.inputs) names.add(name);
    return true;
  });
  return kept.toReversed();
}
