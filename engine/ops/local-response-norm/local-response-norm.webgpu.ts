/** local_response_norm on the GPU. Formulas in local-response-norm.wgsl. */
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  perCell,
} from "../../backends/webgpu/kernel";
import math from "../../backends/webgpu/math.wgsl?raw";
import { real } from "../../backends/webgpu/settings";
import { size } from "../../core/shape";
import source from "./local-response-norm.wgsl?raw";

function normalise(call: CallContext, entry: "forward" | "backward"): readonly Dispatch[] {
  const shape = call.shape("x");
  const constants = {
    C: shape[1] ?? 1,
    AREA: Math.max(1, size(shape.slice(2))),
    SIZE: real(call.attributes, "size", 5),
    ALPHA: real(call.attributes, "alpha", 1e-4),
    BETA: real(call.attributes, "beta", 0.75),
    K: real(call.attributes, "k", 1),
  };
  const operands = entry === "forward" ? ["x", null, "y"] : ["x", "dy", "dx"];
  return perCell(
    "local_response_norm",
    `${source}\n${math}`,
    size(shape),
    operands,
    constants,
    entry,
  );
}

export const kernels: Kernels = {
  forward: (call) => normalise(call, "forward"),
  backward: (call) => (call.has("dx") ? normalise(call, "backward") : []),
};
