/**
 * Tensors into one transferable buffer with a table of views: what a snapshot or an answer carries.
 */
import type { Shape } from "../core/shape";
import type { TensorView } from "./protocol";

export interface Packed {
  readonly tensors: Readonly<Record<string, TensorView>>;
  readonly buffer: ArrayBuffer;
}

export function pack(
  given: Iterable<
    readonly [string, { readonly shape: Shape; readonly data: Float32Array | Int32Array }]
  >,
): Packed {
  const list = [...given];
  const buffer = new ArrayBuffer(list.reduce((sum, [, { data }]) => sum + data.length * 4, 0));
  const tensors: [string, TensorView][] = [];
  let at = 0;
  for (const [name, { shape, data }] of list) {
    new Uint8Array(buffer, at, data.length * 4).set(
      new Uint8Array(data.buffer, data.byteOffset, data.length * 4),
    );
    tensors.push([name, { shape, at, integer: data instanceof Int32Array }]);
    at += data.length * 4;
  }
  return { tensors: Object.fromEntries(tensors), buffer };
}
