/** avgpool2d on the GPU. Formulas in avgpool2d.wgsl. */
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  perCell,
} from "../../backends/webgpu/kernel";
import { flag, image, list, real, windowConstants } from "../../backends/webgpu/settings";
import { size } from "../../core/shape";
import source from "./avgpool2d.wgsl?raw";

function pool(
  call: CallContext,
  entry: "forward" | "backward",
  x: string,
  y: string,
): readonly Dispatch[] {
  const [, , H, W] = image(call, x);
  const [, , I, J] = image(call, y);
  const { KH = 1, KW = 1, SH = 1, SW = 1, PT = 0, PL = 0 } = windowConstants(call.attributes);
  const [, , PB = PT, PR = PL] = list(call.attributes, "padding", [0, 0]);
  const PADDED = flag(call.attributes, "count_include_pad", true) ? 1 : 0;
  const [from, into] = entry === "forward" ? [x, y] : [y, x];
  const DIVISOR = real(call.attributes, "divisor_override", 0);
  const constants = { H, W, I, J, KH, KW, SH, SW, PT, PL, PB, PR, PADDED, DIVISOR };
  return perCell("avgpool2d", source, size(call.shape(into)), [from, into], constants, entry);
}

export const kernels: Kernels = {
  forward: (call) => pool(call, "forward", "x", "y"),
  backward: (call) => (call.has("dx") ? pool(call, "backward", "dx", "dy") : []),
};
