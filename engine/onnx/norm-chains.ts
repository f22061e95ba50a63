/**
 * Layer norm as exporters spell it out before opset 17:
 *
 *   ReduceMean → Sub → Pow 2 → ReduceMean → Add eps → Sqrt → Div, then Mul and Add
 */
import type { OnnxModel, OnnxNode } from "../data/formats/onnx/model";
import type { Builder } from "./builder";
import type { Literals } from "./literals";
import { rounded, whole, wholes } from "./node";
import { normOverExample } from "./norms";

interface NormChain {
  readonly inputs: readonly string[];
  place(builder: Builder, node: OnnxNode): void;
}

/** The last nodes of such chains. */
export function normChains(model: OnnxModel, literals: Literals): ReadonlyMap<OnnxNode, NormChain> {
  const graph = new Wires(model);
  const found = new Map<OnnxNode, NormChain>();
  for (const node of model.nodes) {
    const norm = normalised(node, graph, literals);
    if (norm === null) continue;
    const scaled = followed(node, "Mul", graph, literals);
    const shifted = followed(scaled?.node ?? node, "Add", graph, literals);
    const { x, axes, eps } = norm;
    const inputs = [x, scaled?.by ?? "", shifted?.by ?? ""];
    found.set(shifted?.node ?? scaled?.node ?? node, {
      inputs,
      place: (builder, end) => normOverExample(builder, end, axes, eps),
    });
  }
  return found;
}

class Wires {
  private readonly makers = new Map<string, OnnxNode>();
  private readonly readers = new Map<string, OnnxNode[]>();

  constructor({ nodes, outputs }: OnnxModel) {
    for (const node of nodes) {
      for (const name of node.outputs) this.makers.set(name, node);
      for (const name of node.inputs)
        this.readers.set(name, [...(this.readers.get(name) ?? []), node]);
    }
    // An output is read by somebody else, too.
    for (const { name } of outputs) this.readers.delete(name);
  }

  /** What makes input `at` of a node, if it is such an op; casts between floats are nothing. */
  maker(node: OnnxNode | undefined, at: number, op: string): OnnxNode | undefined {
    const made = this.through(node?.inputs[at] ?? "");
    return made?.op === op ? made : undefined;
  }

  through(name: string): OnnxNode | undefined {
    const made = this.makers.get(name);
    return made?.op === "Cast" ? this.through(made.inputs[0] ?? "") : made;
  }

  /** The only node that reads what this one makes. */
  reader({ outputs: [name = ""] }: OnnxNode): OnnxNode | undefined {
    const [only, ...others] = this.readers.get(name) ?? [];
    return others.length === 0 ? only : undefined;
  }
}

interface Normalised {
  readonly x: string;
  readonly axes: readonly number[];
  readonly eps: number;
}

function normalised(node: OnnxNode, graph: Wires, literals: Literals): Normalised | null {
  if (node.op !== "Div") return null;
  const centred = graph.maker(node, 0, "Sub");
  const mean = graph.maker(centred, 1, "ReduceMean");
  const sum = graph.maker(graph.maker(node, 1, "Sqrt"), 0, "Add");
  if (centred === undefined || mean === undefined || sum === undefined) return null;
  const at = literals.scalar(sum.inputs[0] ?? "") === undefined ? 0 : 1;
  const eps = literals.scalar(sum.inputs[1 - at] ?? "");
  const variance = graph.maker(sum, at, "ReduceMean");
  const square = graph.through(variance?.inputs[0] ?? "");
  if (eps === undefined || variance === undefined || square === undefined) return null;
  const isSquare =
    square.op === "Pow"
      ? literals.scalar(square.inputs[1] ?? "") === 2
      : square.op === "Mul" && square.inputs[0] === square.inputs[1];
  const [x = ""] = mean.inputs;
  const from = graph.maker(square, 0, "Sub");
  const isOwn =
    centred.inputs[0] === x && from?.inputs.join() === centred.inputs.join() && isSquare;
  const axes = axesOf(mean, literals);
  if (!isOwn || axes === undefined || axes.join() !== axesOf(variance, literals)?.join())
    return null;
  return { x, axes, eps: rounded(eps) };
}

function axesOf(node: OnnxNode, literals: Literals): readonly number[] | undefined {
  const given = wholes(node, "axes") ?? literals.list(node.inputs[1] ?? "");
  return whole(node, "keepdims", 1) === 1 ? given : undefined;
}

/** The Mul or Add of one number of the file for each cell that alone reads what a node makes. */
function followed(
  node: OnnxNode,
  op: string,
  graph: Wires,
  literals: Literals,
): { readonly node: OnnxNode; readonly by: string } | undefined {
  const next = graph.reader(node);
  const by = next?.inputs.find((name) => literals.has(name) && literals.scalar(name) === undefined);
  return next?.op === op && by !== undefined ? { node: next, by } : undefined;
}
