/** prelu on the GPU. Formulas in the .wgsl files. */
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  linear,
  perCell,
} from "../../backends/webgpu/kernel";
import { size } from "../../core/shape";
import backwardSource from "./prelu.backward.wgsl?raw";
import forwardSource from "./prelu.wgsl?raw";

/** How many slopes there are, and how many cells in a row share one. */
function sharing(call: CallContext, slot: string): { C: number; AREA: number } {
  const C = size(call.shape("slope"));
  return {
    C,
    AREA: Math.max(1, C === 1 ? size(call.shape(slot)) : size(call.shape(slot).slice(2))),
  };
}

function backward(call: CallContext): readonly Dispatch[] {
  const count = size(call.shape("dy"));
  const constants = { SIZE: call.software ? 64 : 256, COUNT: count, ...sharing(call, "dy") };
  const input = ["dy", "x", "slope", "dx"];
  const dx = call.has("dx")
    ? perCell("prelu.backward", backwardSource, count, input, constants, "input")
    : [];
  if (!call.has("dslope")) return dx;
  return [
    ...dx,
    {
      name: "prelu.backward",
      source: backwardSource,
      entry: "slopes",
      constants,
      operands: ["dy", "x", null, "dslope"],
      groups: linear(constants.C, 1),
      work: 4 * count,
    },
  ];
}

export const kernels: Kernels = {
  forward: (call) =>
    perCell(
      "prelu.forward",
      forwardSource,
      size(call.shape("y")),
      ["x", "slope", "y"],
      sharing(call, "x"),
    ),
  backward,
};
