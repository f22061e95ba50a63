/** mul on the GPU. Formulas in mul.wgsl. */
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  perCell,
} from "../../backends/webgpu/kernel";
import { size } from "../../core/shape";
import { factorsOf } from "./factors";
import source from "./mul.wgsl?raw";

function multiply(
  call: CallContext,
  into: string,
  left: string,
  right: string,
  all: string,
): readonly Dispatch[] {
  if (!call.has(into)) return [];
  const shape = call.shape(into);
  const { kept, repeats, count } = factorsOf(
    shape,
    call.shape(all),
    call.shape(left),
    call.shape(right),
  );
  const constants = {
    ...named("K", kept.extents),
    ...named("R", repeats.extents),
    ...named("A", kept.left),
    ...named("B", kept.right),
    COUNT: count,
  };
  return perCell("mul", source, size(shape), [left, right, into], constants);
}

function named(prefix: string, values: readonly number[]): Readonly<Record<string, number>> {
  return Object.fromEntries(values.map((value, axis) => [`${prefix}${axis}`, value]));
}

export const kernels: Kernels = {
  forward: (call) =>
    call.aliased("a", "b")
      ? perCell("mul", source, size(call.shape("y")), ["a", null, "y"], {}, "square")
      : multiply(call, "y", "a", "b", "y"),
  backward: (call) => [
    ...multiply(call, "da", "dy", "b", "dy"),
    ...multiply(call, "db", "dy", "a", "dy"),
  ],
};
