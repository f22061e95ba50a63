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
    STEP_I: down.step,
    SHIFT_I: down.shift,
    PARTS_I: down.parts,
    STEP_J: across.step,
    SHIFT_J: across.shift,
    PARTS_J: across.parts,
    NEAREST: Number(call.attributes["mode"] === "nearest"),
  };
  const [from, into] = entry === "forward" ? [x, y] : [y, x];
  return perCell("upsample", source, size(call.shape(into)), [from, into], constants, entry);
}

interface Placing {
  /** From one cell of y to the next, in parts of a cell of x, and where the first one lies. */
  readonly step: number;
  readonly shift: number;
  /** Parts of a cell of x. */
  readonly parts: number;
}

function placing(extent: number, scale: number, isAligned: boolean): Placing {
  if (!isAligned) return { step: 2, shift: 1 - scale, parts: 2 * scale };
  // A single row takes all of y; its step only says how far to look.
  if (extent === 1) return { step: 1, shift: 0, parts: scale };
  return { step: extent - 1, shift: 0, parts: extent * scale - 1 };
}

export const kernels: Kernels = {
  forward: (call) => scaled(call, "forward", "x", "y"),
  backward: (call) => (call.has("dx") ? scaled(call, "backward", "dx", "dy") : []),
};
