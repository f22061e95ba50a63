/** upsample on the GPU. Formulas in upsample.wgsl. */
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  perCell,
} from "../../backends/webgpu/kernel";
import { flag, image } from "../../backends/webgpu/settings";
import { size } from "../../core/shape";
import source from "./upsample.wgsl?raw";

function scaled(
  call: CallContext,
  entry: "forward" | "backward",
  x: string,
  y: string,
): readonly Dispatch[] {
  const [, , H, W] = image(call, x);
  const [, , rows, columns] = image(call, y);
  const [SI, SJ] = [rows / H, columns / W];
  const isAligned = flag(call.attributes, "align_corners", false);
  const [down, across] = [placing(H, SI, isAligned), placing(W, SJ, isAligned)];
  const constants = {
    H,
    W,
    SI,
    SJ,
    PACE_I: down.pace,
    SHIFT_I: down.shift,
    PACE_J: across.pace,
    SHIFT_J: across.shift,
    NEAREST: Number(call.attributes["mode"] === "nearest"),
  };
  const [from, into] = entry === "forward" ? [x, y] : [y, x];
  return perCell("upsample", source, size(call.shape(into)), [from, into], constants, entry);
}

/** How far apart neighbours of y lie in x, in cells, and where the first lies. */
function placing(
  extent: number,
  scale: number,
  isAligned: boolean,
): { readonly pace: number; readonly shift: number } {
  if (!isAligned) return { pace: 1 / scale, shift: 0.5 / scale - 0.5 };
  // A single row takes all of y; its pace only says how far to look.
  const pace = extent === 1 ? 1 / scale : (extent - 1) / (extent * scale - 1);
  return { pace, shift: 0 };
}

export const kernels: Kernels = {
  forward: (call) => scaled(call, "forward", "x", "y"),
  backward: (call) => (call.has("dx") ? scaled(call, "backward", "dx", "dy") : []),
};
