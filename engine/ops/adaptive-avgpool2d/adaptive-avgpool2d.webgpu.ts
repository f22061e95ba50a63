/** adaptive_avgpool2d on the GPU. Formulas in adaptive-avgpool2d.wgsl. */
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  perCell,
} from "../../backends/webgpu/kernel";
import { image } from "../../backends/webgpu/settings";
import { size } from "../../core/shape";
import source from "./adaptive-avgpool2d.wgsl?raw";

function pool(
  call: CallContext,
  entry: "forward" | "backward",
  x: string,
  y: string,
): readonly Dispatch[] {
  const [, , H, W] = image(call, x);
  const [, , I, J] = image(call, y);
  const [from, into] = entry === "forward" ? [x, y] : [y, x];
  return perCell(
    "adaptive_avgpool2d",
    source,
    size(call.shape(into)),
    [from, into],
    { H, W, I, J },
    entry,
  );
}

export const kernels: Kernels = {
  forward: (call) => pool(call, "forward", "x", "y"),
  backward: (call) => (call.has("dx") ? pool(call, "backward", "dx", "dy") : []),
};
