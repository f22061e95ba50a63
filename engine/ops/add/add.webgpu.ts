/**
 * add on the GPU. A gradient is dy itself: a copy, or nothing where the plan lets it share its
 * words; summed where the operand repeats.
 */
import { copyDispatch } from "../../backends/webgpu/copy";
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  perCell,
} from "../../backends/webgpu/kernel";
import { sameShape, size } from "../../core/shape";
import source from "./add.wgsl?raw";
import repeated from "./add.repeated.wgsl?raw";
import { type Axes, placesIn, repeatsOf } from "./repeats";

function forward(call: CallContext): readonly Dispatch[] {
  const y = call.shape("y");
  const [a, b] = [call.shape("a"), call.shape("b")];
  if (call.aliased("a", "b")) return perCell("add", source, size(y), ["a", null, "y"], {}, "twice");
  if (sameShape(a, y) && sameShape(b, y)) return perCell("add", source, size(y), ["a", "b", "y"]);
  const constants = { ...named("A", placesIn(a, y)), ...named("B", placesIn(b, y)), COUNT: 1 };
  return perCell("add.repeated", repeated, size(y), ["a", "b", "y"], constants);
}

function gradient(call: CallContext, slot: string): readonly Dispatch[] {
  if (!call.has(slot)) return [];
  const [shape, dy] = [call.shape(slot), call.shape("dy")];
  if (sameShape(shape, dy)) return copyDispatch(call, "dy", slot);
  const { kept, repeats, count } = repeatsOf(shape, dy);
  const constants = { ...named("A", kept), ...named("B", repeats), COUNT: count };
  return perCell("add.repeated", repeated, size(shape), ["dy", null, slot], constants, "gradient");
}

/** Extents and distances as the constants of add.repeated.wgsl. */
function named(prefix: string, { extents, steps }: Axes): Readonly<Record<string, number>> {
  const entries = [0, 1, 2, 3].flatMap((axis) => [
    [`${prefix}E${axis}`, extents[axis] ?? 1],
    [`${prefix}S${axis}`, steps[axis] ?? 0],
  ]);
  return Object.fromEntries(entries);
}

export const kernels: Kernels = {
  forward,
  backward: (call) => ["da", "db"].flatMap((slot) => gradient(call, slot)),
};
