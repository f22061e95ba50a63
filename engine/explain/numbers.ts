/**
 * The numbers of one network, whoever computed them: the f64 reference in the page, a snapshot of a
 * run, or one forward pass on a device. The explanations (explain.ts, uses.ts) read them by name.
 *
 * Names of tensors: "input", "labels", "target"; of a layer L: "L.y" (output), "L.w", "L.b" …
 * (parameters), "L.running_mean" … (buffers), "L.argmax" … (what forward saves), "L.dy" (gradient
 * of the loss by the layer's output), "L.dw" … (by a parameter), "input.dy"; "loss" and
 * "loss.<head>"; after one update "L.w.next", and after a forward pass in training
 * "L.running_mean.next". Activations have the batch as first axis.
 */
import { LabError } from "../core/errors";
import type { Expression, Role } from "../core/expression";
import type { Index, Shape } from "../core/shape";
import type { Tensor } from "../core/tensor";
import { layerNamed, type LayerShape, type NetworkShapes } from "../graph/layer-shapes";
import type { Recipe } from "../train/recipe";

/** Who computed the numbers; shown beside them as it is. */
export type Provenance =
  | { readonly kind: "reference" }
  | {
      readonly kind: "device";
      readonly backend: string;
      /** Adapter or threads: "SwiftShader (software)". */
      readonly description: string;
      readonly run: string;
      readonly step: number;
    };

/** What one update of the weights needs besides the gradients. */
export interface Update {
  readonly optimiser: Recipe["optimiser"];
  readonly learningRate: number;
  /** The number of this step, from 1. Default 1: the optimiser remembers nothing yet. */
  readonly step?: number;
  /** update.ts, which comes with whoever updates anything. */
  readonly rule: UpdateRule;
}

/** How a parameter is updated, and why it becomes that number. */
interface UpdateRule {
  /** The tensors that the update of a parameter reads. */
  names(update: Update, numbers: Numbers, parameter: string): readonly string[];
  /** The parameter after one step. */
  after(update: Update, numbers: Numbers, parameter: string): Tensor;
  /** Where `parameter[index]` after the update comes from. */
  explain(
    update: Update,
    numbers: Numbers,
    parameter: string,
    index: Index,
    role: Role,
  ): Expression;
}

export interface Numbers {
  readonly network: NetworkShapes;
  /** Batch norm and dropout depend on it. */
  readonly mode: "eval" | "train";
  /** Seed of the step, for dropout. */
  readonly seed: number;
  /** Null: no loss; gradients exist only where a gradient of the output was given. */
  readonly loss: Recipe["loss"] | null;
  readonly update: Update | null;
  readonly provenance: Provenance;
  has(tensor: string): boolean;
  /** Every tensor that can be asked for. */
  names(): readonly string[];
  /** Throws LabError "unknown-name". */
  shape(tensor: string): Shape;
  /** The tensor, computed when it is first looked at; null while it still lies on a device. */
  peek(tensor: string): Tensor | null;
  /** The tensor, or a promise of it. Rejects or throws "unknown-name" or "lost". */
  read(tensor: string): Tensor | Promise<Tensor>;
  /**
   * These numbers with one cell of a leaf changed (an input, a weight, a label, a given gradient).
   * What depends on it is computed again when it is looked at, and nothing else is. Throws
   * "unknown-name" for a computed tensor, "unsupported" for numbers of a device.
   */
  with(tensor: string, index: Index, value: number): Numbers;
  /** The same with all cells of a leaf. Throws "shape". */
  withTensor(tensor: string, values: Tensor): Numbers;
}

/** "conv1.w.next" in parts: ["conv1", "w.next"]; a layer's own name may have dots. */
export function splitName(network: NetworkShapes, tensor: string): readonly [string, string] {
  const next = tensor.endsWith(".next") ? ".next" : "";
  const name = tensor.slice(0, tensor.length - next.length);
  const at = name.lastIndexOf(".");
  if (at < 0 || name.startsWith("loss.")) {
    if (at < 0 || layerNamed(network, name.slice(0, at)) === undefined) return [name, ""];
  }
  return [name.slice(0, at), `${name.slice(at + 1)}${next}`];
}

/** Throws LabError "unknown-name". */
export function layerOf(network: NetworkShapes, name: string): LayerShape {
  const layer = layerNamed(network, name);
  if (layer === undefined)
    throw new LabError("unknown-name", `${network.spec.name} has no layer ${name}`);
  return layer;
}

/** The tensor, or LabError "unknown-name" when it is unknown or not read yet. */
export function present(numbers: Numbers, tensor: string): Tensor {
  const found = numbers.peek(tensor);
  if (found === null)
    throw new LabError("unknown-name", `${numbers.network.spec.name} has no numbers for ${tensor}`);
  return found;
}

/** Reads tensors that still lie on a device; null when all of them are here already. */
export function fetchAll(numbers: Numbers, tensors: readonly string[]): Promise<void> | null {
  const missing = tensors.filter((name) => numbers.peek(name) === null);
  if (missing.length === 0) return null;
  return Promise.all(missing.map((name) => numbers.read(name))).then(() => undefined);
}
