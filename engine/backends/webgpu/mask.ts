/**
 * dy behind a fused relu, masked once into scratch memory, for layers whose kernels would otherwise
 * read dy and y many times.
 */
import { type Dispatch, type Operand, perCell } from "./kernel";
import source from "./mask.wgsl?raw";

export interface Masked {
  readonly first: readonly Dispatch[];
  readonly dy: Operand;
  /** Where free scratch memory begins, in words. */
  readonly free: number;
}

export function masked(cells: number): Masked {
  const into = { scratch: 0, words: cells };
  return {
    first: perCell("mask", source, cells, ["dy", "y", into]),
    dy: into,
    free: Math.ceil(cells / 64) * 64,
  };
}
