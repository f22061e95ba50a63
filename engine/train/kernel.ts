/**
 * Calls that are not layers: housekeeping, probes and optimisers. Each is a folder under `kernels/`
 * or `optimisers/` with an f64 reference, which is also the definition that the fast backends are
 * tested against.
 */
import { check } from "../core/errors";
import type { Attributes } from "../core/op";
import type { Numbers, Tensor } from "../core/tensor";
import type { StepScalars } from "../graph/program";

export type Cells = Readonly<Record<string, Tensor>>;

export interface KernelDefinition<A extends Attributes = Attributes> {
  readonly name: string;
  /** Slots that the call reads or writes; those ending in "?" may be absent. */
  readonly slots: readonly string[];
  readonly defaults: A;
  /** Changes the tensors in place. */
  run(tensors: Cells, attributes: A, scalars: StepScalars): void;
}

/** The numbers of slot `name`. Throws "unknown-name" when the call does not have it. */
export function numbers(tensors: Cells, name: string): Numbers {
  const found = tensors[name];
  check(found !== undefined, "unknown-name", `the tensor ${name} is missing`);
  return found.data;
}

export function real(attributes: Attributes, name: string, otherwise: number): number {
  const value = attributes[name];
  return typeof value === "number" ? value : otherwise;
}
