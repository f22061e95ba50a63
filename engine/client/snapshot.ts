/**
 * A snapshot as the page uses it: tensors as views of the transferred buffer, everything frozen,
 * replaced whole.
 */
import type { Tensor } from "../core/tensor";
import type { Snapshot, TensorView } from "../worker/protocol";

export type Tensors = Readonly<Record<string, Tensor<Float32Array | Int32Array>>>;

export interface RunSnapshot extends Omit<Snapshot, "tensors" | "buffer"> {
  readonly tensors: Tensors;
}

export function tensorsOf(
  views: Readonly<Record<string, TensorView>>,
  buffer: ArrayBuffer,
): Tensors {
  const entries = Object.entries(views).map(([name, { shape, at, integer }]) => {
    const cells = shape.reduce((product, extent) => product * extent, 1);
    const data = integer ? new Int32Array(buffer, at, cells) : new Float32Array(buffer, at, cells);
    return [name, Object.freeze({ shape: Object.freeze([...shape]), data })] as const;
  });
  return Object.freeze(Object.fromEntries(entries));
}

export function snapshotOf({ tensors, buffer, ...rest }: Snapshot): RunSnapshot {
  return Object.freeze({ ...rest, tensors: tensorsOf(tensors, buffer) });
}
