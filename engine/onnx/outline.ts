/**
 * The graph of a file that is not opened, node by node: which would be read, which are not and why,
 * and which stand behind such a one.
 */
import { LabError } from "../core/errors";
import { format } from "../core/shape";
import { type OnnxNode, readOnnx } from "../data/formats/onnx/model";
import { shown } from "../data/formats/onnx/words";
import { Builder } from "./builder";
import { fromTensor } from "./folding";
import { place, refuseForeign, wanted } from "./import";
import { planInput } from "./input";
import { atNode } from "./node";

export interface OutlinedNode {
  readonly name: string;
  readonly op: string;
  /** What it makes, without the batch: "16×5×5"; "" where that is not known. */
  readonly shape: string;
  /** Names of the nodes that it reads; "input" is the picture. */
  readonly reads: readonly string[];
  readonly state: "read" | "refused" | "behind";
  /** Why it is refused, and what can be done. */
  readonly problem: string;
}

/** Nodes that compute on the picture, in file order; [] where not even they can be read. */
export function outlineOnnx(bytes: Uint8Array): readonly OutlinedNode[] {
  try {
    return outlined(bytes);
  } catch (error) {
    if (error instanceof LabError) return [];
    throw error;
  }
}

function outlined(bytes: Uint8Array): readonly OutlinedNode[] {
  const model = readOnnx(bytes);
  const { needed } = wanted(model);
  const plan = planInput(model, needed);
  const builder = new Builder(model, plan.batch);
  for (const [name, tensor] of model.tensors) builder.values.set(name, fromTensor(tensor));
  builder.values.set(plan.name, plan.value);
  const makers = new Map([[plan.name, "input"]]);
  const lost = new Set<string>();
  return needed.flatMap((node) => {
    const isBehind = node.inputs.some((name) => lost.has(name));
    const problem = isBehind ? "" : problemOf(builder, node);
    const value = builder.values.get(node.outputs[0] ?? "");
    if (problem === "" && value?.kind === "constant") return [];
    const title = nameOf(node);
    for (const output of node.outputs) {
      makers.set(output, title);
      if (isBehind || problem !== "") lost.add(output);
    }
    return {
      name: title,
      op: shown(node.op),
      shape: value?.kind === "activation" ? format(value.view.slice(1)) : "",
      reads: node.inputs.flatMap((name) => makers.get(name) ?? []),
      state: isBehind ? "behind" : problem === "" ? "read" : "refused",
      problem,
    };
  });
}

function problemOf(builder: Builder, node: OnnxNode): string {
  try {
    refuseForeign(node);
    atNode(node, () => place(builder, node));
    return "";
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return [error.message, error.hint].filter((part) => part !== "").join(". ");
  }
}

function nameOf({ name, op, at }: OnnxNode): string {
  return name === "" ? `${shown(op)}, node ${at}` : shown(name);
}
