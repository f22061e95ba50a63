/** pad_channels on the GPU. Formulas in pad-channels.wgsl. */
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  perCell,
} from "../../backends/webgpu/kernel";
import { image, real } from "../../backends/webgpu/settings";
import { size } from "../../core/shape";
import source from "./pad-channels.wgsl?raw";

function move(
  call: CallContext,
  entry: "forward" | "backward",
  x: string,
  y: string,
): readonly Dispatch[] {
  const [, C, H, W] = image(call, x);
  const [, O, I, J] = image(call, y);
  const constants = {
    C,
    H,
    W,
    O,
    I,
    J,
    S: real(call.attributes, "stride", 1),
    FRONT: Math.floor((O - C) / 2),
  };
  const [from, into] = entry === "forward" ? [x, y] : [y, x];
  return perCell("pad_channels", source, size(call.shape(into)), [from, into], constants, entry);
}

export const kernels: Kernels = {
  forward: (call) => move(call, "forward", "x", "y"),
  backward: (call) => (call.has("dx") ? move(call, "backward", "dx", "dy") : []),
};
