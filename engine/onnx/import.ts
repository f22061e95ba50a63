/**
 * An ONNX file as a network of the lab, with its weights.
 *
 * The network computes in use what the file computes: running statistics, nothing dropped. Layers
 * keep PyTorch's names where the file tells them. Reshapes and transposes cost no layer: a file for
 * pictures of rows × columns × channels becomes a network that reads channels × rows × columns.
 *
 * Throws LabError that names the node and its op: "format" for bytes that are no ONNX model,
 * "limit" and "budget" for too much of something, "unsupported", "shape", "channels", "kernel",
 * "attribute" for what the engine cannot compute.
 */
import { check, LabError } from "../core/errors";
import { format, type Shape } from "../core/shape";
import {
  type OnnxModel,
  type OnnxNode,
  type OnnxValue,
  readOnnx,
} from "../data/formats/onnx/model";
import { shown } from "../data/formats/onnx/words";
import type { StoredTensor, StoredTensors } from "../data/formats/safetensors";
import { parseSpec } from "../graph/parse-spec";
import type { LayerSpec, NetworkSpec } from "../graph/spec";
import { Builder } from "./builder";
import { chainEnd, withChains } from "./chains";
import { folded, fromTensor } from "./folding";
import { type InputPlan, planInput } from "./input";
import { atNode, refuse } from "./node";
import { HANDLERS } from "./ops";
import { type Activation, isDone } from "./values";

export interface ImportedNetwork {
  readonly spec: NetworkSpec;
  /** "conv1.w", "bn1.running_mean" …: what `weightsFrom` takes. */
  readonly weights: StoredTensors;
  /** Axes of the file's input: "NHWC" pictures must be given as NCHW here. */
  readonly layout: InputPlan["layout"];
  /** Examples that the file is written for; null where any number will do. */
  readonly batch: number | null;
  /** Shape of the output in the file, without the batch. */
  readonly output: Shape;
  readonly opset: number;
  /** What the reader should know: full sentences. */
  readonly notes: readonly string[];
  /** Texts of the file beside the graph, by name. */
  readonly metadata: ReadonlyMap<string, string>;
}

export function importOnnx(bytes: Uint8Array): ImportedNetwork {
  const model = withChains(readOnnx(bytes));
  const { needed, output } = wanted(model);
  for (const node of needed) refuseForeign(node);
  const { plan, builder } = begun(model, needed);
  for (const node of needed) atNode(node, () => place(builder, node));
  const last = outputLayer(builder, output);
  if (model.outputs.length > 1)
    builder.notes.add(
      `The file has ${model.outputs.length} outputs; the first, ${shown(output.name)}, is read.`,
    );
  return networkUpTo(last, model, plan, builder);
}

/** What the nodes are placed into: constants and the picture are there. */
export function begun(
  model: OnnxModel,
  needed: readonly OnnxNode[],
): { readonly plan: InputPlan; readonly builder: Builder } {
  const plan = planInput(model, needed);
  const builder = new Builder(model, plan.batch);
  for (const [name, tensor] of model.tensors) builder.values.set(name, fromTensor(tensor));
  builder.values.set(plan.name, plan.value);
  return { plan, builder };
}

/** The network whose output is this. */
export function networkUpTo(
  last: Activation,
  model: OnnxModel,
  plan: InputPlan,
  builder: Builder,
): ImportedNetwork {
  const { layers, weights } = collected(builder, last);
  return {
    spec: parseSpec({ format: 1, name: nameOf(model.name), input: plan.value.shape, layers }),
    weights,
    layout: plan.layout,
    batch: plan.isOpen ? null : plan.batch,
    output: last.view.slice(1),
    opset: model.opset,
    notes: [...builder.notes],
    metadata: model.metadata,
  };
}

/** The nodes that the first output needs, in file order. */
export function wanted(model: OnnxModel): { needed: readonly OnnxNode[]; output: OnnxValue } {
  const [output] = model.outputs;
  check(output !== undefined, "format", "the graph has no output");
  const names = new Set([output.name]);
  const needed: OnnxNode[] = [];
  for (const node of model.nodes.toReversed()) {
    if (!node.outputs.some((name) => names.has(name))) continue;
    needed.push(node);
    for (const name of node.inputs) if (name !== "") names.add(name);
  }
  return { needed: needed.toReversed(), output };
}

const CONTROL: ReadonlySet<string> = new Set(["If", "Loop", "Scan"]);

export function refuseForeign(node: OnnxNode): void {
  const hasGraph = [...node.attributes.values()].some(({ isGraph }) => isGraph);
  if (hasGraph || CONTROL.has(node.op))
    refuse(
      node,
      "it is control flow: which nodes are computed depends on numbers",
      "Export a network without branches and loops over tensors. PyTorch writes nn.LocalResponseNorm with an If, too.",
    );
  if (node.domain !== "")
    refuse(
      node,
      `the op belongs to ${shown(node.domain)}, not to ONNX itself`,
      "Export with ONNX's own ops.",
    );
}

export function place(builder: Builder, node: OnnxNode): void {
  const constant = folded(builder, node);
  if (constant !== null) return builder.set(node, constant);
  const handler = chainEnd(node) ?? HANDLERS.get(node.op);
  if (handler === undefined)
    refuse(
      node,
      "the lab has no such op",
      `Replace the layer before the export. There are ${[...HANDLERS.keys()].toSorted().join(", ")}.`,
    );
  handler(builder, node);
}

function outputLayer(builder: Builder, output: OnnxValue): Activation {
  const value = builder.values.get(output.name);
  if (value === undefined)
    throw new LabError("format", `the output ${shown(output.name)} comes from nowhere`);
  if (value.kind === "constant")
    throw new LabError(
      "unsupported",
      `the output ${shown(output.name)} does not depend on the picture`,
    );
  if (!isDone(value))
    throw new LabError(
      "unsupported",
      `the output ${shown(output.name)} is a transposed, padded or repeated picture (${format(value.view.slice(1))})`,
      "Leave out the last Transpose, Pad or Expand.",
    );
  return value;
}

/** The layers that the output needs, and their weights by name. */
function collected(
  builder: Builder,
  last: Activation,
): { layers: readonly LayerSpec[]; weights: StoredTensors } {
  const names = new Set([last.layer]);
  const kept: LayerSpec[] = [];
  const weights = new Map<string, StoredTensor>();
  for (const [name, { spec }] of [...builder.layers].toReversed()) {
    if (!names.has(name)) continue;
    kept.push(spec);
    for (const input of spec.inputs ?? []) names.add(input);
  }
  kept.reverse();
  for (const { name } of kept)
    for (const [slot, tensor] of builder.layers.get(name)?.weights ?? [])
      weights.set(`${name}.${slot}`, tensor);
  if (kept.length === 0) return { layers: [{ name: "identity1", op: "identity" }], weights };
  const layers = kept.map((layer, at) => {
    const { inputs, ...rest } = layer;
    const before = kept[at - 1]?.name ?? "input";
    return inputs?.length === 1 && inputs[0] === before ? rest : layer;
  });
  return { layers, weights };
}

function nameOf(name: string): string {
  const clean = name.replace(/[^\w.#-]/g, "_").slice(0, 60);
  return clean === "" ? "onnx" : clean;
}
