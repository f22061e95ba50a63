/**
 * Moves a tensor's cells into another tensor of the same size; nothing to do when the plan gave
 * both the same words.
 */
import { size } from "../../core/shape";
import source from "./copy.wgsl?raw";
import { type CallContext, type Dispatch, perCell } from "./kernel";

export function copyDispatch(call: CallContext, from: string, into: string): readonly Dispatch[] {
  if (call.aliased(from, into)) return [];
  return perCell("copy", source, size(call.shape(into)), [from, into]);
}
