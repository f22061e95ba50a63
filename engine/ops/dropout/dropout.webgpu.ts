/**
 * dropout on the GPU: the same kernel both ways; outside training a copy. Formula in dropout.wgsl.
 */
import { copyDispatch } from "../../backends/webgpu/copy";
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  perCell,
} from "../../backends/webgpu/kernel";
import { flag, real } from "../../backends/webgpu/settings";
import { size } from "../../core/shape";
import source from "./dropout.wgsl?raw";

function mask(call: CallContext, from: string, into: string): readonly Dispatch[] {
  if (!flag(call.attributes, "training")) return copyDispatch(call, from, into);
  const p = real(call.attributes, "p", 0.5);
  return perCell("dropout", source, size(call.shape(into)), [from, into], {
    SALT: real(call.attributes, "salt", 0),
    THRESHOLD: Math.min(0xffffffff, Math.ceil(p * 0x100000000)),
    GROWN: p < 1 ? 1 / (1 - p) : 0,
  });
}

export const kernels: Kernels = {
  forward: (call) => mask(call, "x", "y"),
  backward: (call) => (call.has("dx") ? mask(call, "dy", "dx") : []),
};
