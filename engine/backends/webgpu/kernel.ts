/**
 * How an op tells this backend what to run: `<op>.webgpu.ts` exports `kernels`, which turn one Call
 * into dispatches.
 *
 * A kernel is a WGSL text: bindings 0 … 7 are tensors, all `read_write`, 8 is the uniform with the
 * step's numbers, 9 a uniform with the extents of this dispatch. What changes the code (a fused
 * relu, the size of a register tile) is an `override` constant and makes a pipeline of its own; in
 * kernels that take long to compile the extents are not, so that the layers of a network share
 * pipelines. Why `read_write` even for inputs: all tensors of a network are ranges of one buffer,
 * and WebGPU lets one dispatch use a buffer either for reading or for writing, not both; several
 * writable ranges of one buffer are allowed as long as they do not overlap. So one tensor may be
 * bound only once in a dispatch; `call.same(a, b)` tells an op when it has to take another way.
 */
import type { Attributes } from "../../core/op";
import type { Shape } from "../../core/shape";
import type { Pass } from "../../graph/program";

/**
 * A tensor of the call by slot, a part of the scratch memory that lives for this call only, or
 * nothing (an absent bias).
 */
export type Operand =
  | string
  | { readonly scratch: number; readonly words: number }
  | { readonly slot: string; readonly from: number; readonly words: number }
  | null;

export interface Dispatch {
  /** For messages and for the pipeline cache: "conv2d.forward". One name, one source. */
  readonly name: string;
  readonly source: string;
  readonly entry: string;
  readonly constants: Readonly<Record<string, number>>;
  /** Whole numbers for the kernel's uniform at binding 9, in the order of its struct `Shape`. */
  readonly shape?: Readonly<Record<string, number>>;
  /** Bindings 0, 1, 2 … in order. */
  readonly operands: readonly Operand[];
  /** Workgroups, each at most 65,535. */
  readonly groups: readonly [number, number, number];
  /** Rough floating-point operations, for cutting long work into several submits. */
  readonly work: number;
}

/** What an op may know about the call that it turns into dispatches. */
export interface CallContext {
  readonly op: string;
  readonly node: string;
  readonly attributes: Attributes;
  /**
   * The adapter is the processor itself: register tiles win there, workgroup memory loses
   * (docs/performance.md).
   */
  readonly software: boolean;
  /** Moreover its subgroups are four invocations wide and may be used: kernels named "quads". */
  readonly quads: boolean;
  /**
   * Words of the largest part of a tensor that one operand may be; linear's forward pass takes
   * larger weights in parts.
   */
  readonly largest: number;
  has(slot: string): boolean;
  shape(slot: string): Shape;
  /** The slot's tensor holds whole numbers. */
  integer(slot: string): boolean;
  /** Two slots hold the same tensor or overlap in memory. */
  same(a: string, b: string): boolean;
  /** Two slots start at the same word: a copy between them is nothing to do. */
  aliased(a: string, b: string): boolean;
}

export type Kernels = Readonly<Partial<Record<Pass, (call: CallContext) => readonly Dispatch[]>>>;

const LARGEST = 65535;

/**
 * Workgroups for `threads` invocations of 64 in a row, folded over y beyond 65,535; kernels find
 * their place with `cell()`.
 */
export function linear(threads: number, groupSize = 64): readonly [number, number, number] {
  const groups = Math.max(1, Math.ceil(threads / groupSize));
  if (groups <= LARGEST) return [groups, 1, 1];
  const rows = Math.ceil(groups / LARGEST);
  return [Math.ceil(groups / rows), rows, 1];
}

/**
 * Rows `from` … `from` + `count` − 1 of a tensor's first axis that are bound together: all of them,
 * or as many as one binding holds. Whoever takes a tensor in parts cuts it here, so that pages can
 * be cut there too; parts begin at multiples of 64 cells, as bindings must.
 */
export function partsOf(
  shape: Shape,
  largest: number,
): readonly { readonly from: number; readonly count: number }[] {
  const [rows = 1, ...row] = shape;
  const cells = row.reduce((product, extent) => product * extent, 1);
  const most = Math.floor(largest / Math.max(1, cells) / 64) * 64;
  if (rows * cells <= largest || most === 0) return [{ from: 0, count: rows }];
  return Array.from({ length: Math.ceil(rows / most) }, (_, at) => ({
    from: at * most,
    count: Math.min(most, rows - at * most),
  }));
}

/**
 * One invocation per cell of `count`; nothing for an empty tensor. The kernel stops at the
 * `arrayLength` of its result.
 */
export function perCell(
  name: string,
  source: string,
  count: number,
  operands: readonly Operand[],
  constants: Readonly<Record<string, number>> = {},
  entry = "main",
): readonly Dispatch[] {
  if (count === 0) return [];
  return [{ name, source, entry, constants, operands, groups: linear(count), work: 4 * count }];
}

/** Calls that are not layers (copy, gather, statistics …) mean the same in every pass. */
export function everyPass(make: (call: CallContext) => readonly Dispatch[]): Kernels {
  return { forward: make, backward: make, update: make, reduce: make };
}
