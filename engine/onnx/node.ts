/** Reads a node's attributes and constant inputs; errors name the node and its op. */
import { LabError, type LabErrorCode } from "../core/errors";
import type { OnnxNode } from "../data/formats/onnx/model";
import { shown } from "../data/formats/onnx/words";

/** "/conv1/Conv (Conv)", or where the file names no nodes "node 3 (Conv, makes 22)". */
function nodeName({ name, op, at, outputs }: OnnxNode): string {
  if (name !== "") return `${shown(name)} (${shown(op)})`;
  return `node ${at} (${shown(op)}, makes ${shown(outputs[0] ?? "nothing")})`;
}

export function refuse(
  node: OnnxNode,
  problem: string,
  hint = "",
  code: LabErrorCode = "unsupported",
): never {
  throw new LabError(code, `${nodeName(node)}: ${problem}`, hint);
}

/** Errors of `work` begin with the node's name. */
export function atNode<Result>(node: OnnxNode, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof LabError) || error.message.startsWith(nodeName(node))) throw error;
    throw new LabError(error.code, `${nodeName(node)}: ${error.message}`, error.hint);
  }
}

export function whole(node: OnnxNode, name: string, otherwise: number): number {
  return node.attributes.get(name)?.whole ?? otherwise;
}

export function real(node: OnnxNode, name: string, otherwise: number): number {
  return rounded(node.attributes.get(name)?.float ?? otherwise);
}

/** The shortest number that a 32-bit float may have meant: 0.1, not 0.10000000149. */
export function rounded(value: number): number {
  return Number(value.toPrecision(7));
}

export function word(node: OnnxNode, name: string, otherwise: string): string {
  return node.attributes.get(name)?.text ?? otherwise;
}

/** A list of whole numbers; undefined where the attribute is not there. */
export function wholes(node: OnnxNode, name: string): readonly number[] | undefined {
  return node.attributes.get(name)?.wholes;
}

/** A setting for rows and columns. */
export function pairOf(
  node: OnnxNode,
  name: string,
  otherwise: readonly [number, number],
): readonly [number, number] {
  const [rows, columns, ...more] = wholes(node, name) ?? otherwise;
  if (rows === undefined || columns === undefined || more.length > 0)
    refuse(node, `${name} has not two numbers`, "Only two-dimensional pictures are read.");
  return [rows, columns];
}

/** `axis` counted from 0. */
export function axisOf(node: OnnxNode, axis: number, rank: number): number {
  const result = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(result) || result < 0 || result >= rank)
    refuse(node, `there is no axis ${axis} among ${rank}`, "", "shape");
  return result;
}
