/** maxpool2d on the GPU. Formulas in the .wgsl files. */
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  perCell,
} from "../../backends/webgpu/kernel";
import { image, windowConstants } from "../../backends/webgpu/settings";
import backwardSource from "./maxpool2d.backward.wgsl?raw";
import forwardSource from "./maxpool2d.wgsl?raw";

/**
 * Cells of a row that one invocation takes: on the processor a whole row, on a GPU one, so that
 * neighbours read neighbours.
 */
function spanOf(call: CallContext, row: number): number {
  return call.software ? Math.min(row, 32) : 1;
}

function forward(call: CallContext): readonly Dispatch[] {
  const [N, C, H, W] = image(call, "x");
  const [, , I, J] = image(call, "y");
  const SPAN = Math.max(1, spanOf(call, J));
  const COUNT = N * C * I * Math.ceil(J / SPAN);
  const constants = { COUNT, H, W, I, J, SPAN, ...windowConstants(call.attributes) };
  return perCell("maxpool2d.forward", forwardSource, COUNT, ["x", "y", "argmax"], constants);
}

function backward(call: CallContext): readonly Dispatch[] {
  if (!call.has("dx")) return [];
  const [N, C, H, W] = image(call, "dx");
  const [, , I, J] = image(call, "dy");
  const window = windowConstants(call.attributes);
  const { KH = 1, KW = 1, SH = 1, SW = 1, PT = 0, PL = 0, DH = 1, DW = 1 } = window;
  const apart = PT + PL === 0 && (KH - 1) * DH < SH && (KW - 1) * DW < SW;
  const SPAN = Math.max(1, spanOf(call, Math.ceil(W / SW)));
  const COUNT = apart ? N * C * Math.ceil(H / SH) * Math.ceil(W / SW / SPAN) : N * C * H * W;
  const constants = { COUNT, H, W, I, J, SPAN, ...window };
  return perCell(
    "maxpool2d.backward",
    backwardSource,
    COUNT,
    ["dy", "argmax", "dx"],
    constants,
    apart ? "spread" : "gather",
  );
}

export const kernels: Kernels = { forward, backward };
