/**
 * The graph of a file that is not opened, node by node: which would be read, which are not and why,
 * and which stand behind such a one.
 */
import { LabError, orProblem } from "../core/errors";
import { format } from "../core/shape";
import { type OnnxModel, type OnnxNode, readOnnx } from "../data/formats/onnx/model";
import { shown } from "../data/formats/onnx/words";
import type { Builder } from "./builder";
import { withChains } from "./chains";
import { begun, type ImportedNetwork, networkUpTo, place, refuseForeign, wanted } from "./import";
import { atNode } from "./node";
import { type Activation, isDone } from "./values";

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

export interface OutlinedGraph {
  /** Nodes that compute on the picture, in file order; [] where not even they can be read. */
  readonly nodes: readonly OutlinedNode[];
  /** The network up to the last node that is read; null where no layer is. */
  readonly part: { readonly network: ImportedNetwork; readonly upTo: string } | null;
}

const NOTHING: OutlinedGraph = { nodes: [], part: null };

export function outlineOnnx(bytes: Uint8Array): OutlinedGraph {
  try {
    return outlined(bytes);
  } catch (error) {
    if (error instanceof LabError) return NOTHING;
    throw error;
  }
}

function outlined(bytes: Uint8Array): OutlinedGraph {
  const model = withChains(readOnnx(bytes));
  const { needed } = wanted(model);
  const start = startOf(model, needed);
  if ("message" in start) return { nodes: unread(model, needed, start), part: null };
  const { plan, builder } = start;
  const whole: { readonly value: Activation; readonly upTo: string }[] = [];
  const makers = new Map([[plan.name, "input"]]);
  const lost = new Set<string>();
  const nodes: readonly OutlinedNode[] = needed.flatMap((node) => {
    const isBehind = node.inputs.some((name) => lost.has(name));
    const problem = isBehind ? "" : problemOf(builder, node);
    const value = builder.values.get(node.outputs[0] ?? "");
    if (problem === "" && value?.kind === "constant") return [];
    const title = nameOf(node);
    for (const output of node.outputs) {
      makers.set(output, title);
      if (isBehind || problem !== "") lost.add(output);
    }
    if (value?.kind === "activation" && isDone(value)) whole.push({ value, upTo: title });
    return {
      name: title,
      op: shown(node.op),
      shape: value?.kind === "activation" ? format(value.view.slice(1)) : "",
      reads: node.inputs.flatMap((name) => makers.get(name) ?? []),
      state: isBehind ? "behind" : problem === "" ? "read" : "refused",
      problem,
    };
  });
  const last = whole.at(-1);
  if (last === undefined || builder.layers.size === 0) return { nodes, part: null };
  return {
    nodes,
    part: { network: networkUpTo(last.value, model, plan, builder), upTo: last.upTo },
  };
}

/** What nodes are placed into, or why the input itself is not read. */
function startOf(
  model: OnnxModel,
  needed: readonly OnnxNode[],
): ReturnType<typeof begun> | LabError {
  return orProblem(() => begun(model, needed));
}

/** Of an input that is not read: its nodes stand behind it, with their wires. */
function unread(
  model: OnnxModel,
  needed: readonly OnnxNode[],
  error: LabError,
): readonly OutlinedNode[] {
  const makers = new Map(model.inputs.map(({ name }) => [name, shown(name)]));
  const inputs = model.inputs.map(
    ({ name, axes }, at): OutlinedNode => ({
      name: shown(name),
      op: "input",
      shape: (axes ?? []).map((axis) => (typeof axis === "string" ? shown(axis) : axis)).join("×"),
      reads: [],
      state: "refused",
      problem: at === 0 ? wordsOf(error) : "",
    }),
  );
  return [
    ...inputs,
    ...needed.flatMap((node): readonly OutlinedNode[] => {
      const reads = node.inputs.flatMap((name) => makers.get(name) ?? []);
      if (reads.length === 0) return [];
      for (const output of node.outputs) makers.set(output, nameOf(node));
      return [
        { name: nameOf(node), op: shown(node.op), shape: "", reads, state: "behind", problem: "" },
      ];
    }),
  ];
}

function wordsOf({ message, hint }: LabError): string {
  return [message, hint].filter((part) => part !== "").join(". ");
}

function problemOf(builder: Builder, node: OnnxNode): string {
  try {
    refuseForeign(node);
    atNode(node, () => place(builder, node));
    return "";
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return wordsOf(error);
  }
}

function nameOf({ name, op, at }: OnnxNode): string {
  return name === "" ? `${shown(op)}, node ${at}` : shown(name);
}
