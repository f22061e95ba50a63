/** noise on the GPU: the same kernel both ways; in use a copy. Formula in noise.wgsl. */
import { copyDispatch } from "../../backends/webgpu/copy";
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  linear,
} from "../../backends/webgpu/kernel";
import { flag, real } from "../../backends/webgpu/settings";
import { size } from "../../core/shape";
import { BYTES } from "./noise";
import source from "./noise.wgsl?raw";

function spoil(
  call: CallContext,
  from: string,
  into: string,
  isForward: boolean,
): readonly Dispatch[] {
  if (!flag(call.attributes, "training")) return copyDispatch(call, from, into);
  const [, C = 1, ...rest] = call.shape(into);
  const count = size(call.shape(into));
  if (count === 0) return [];
  const strength = (name: string): number => real(call.attributes, name, 0) / BYTES.std;
  return [
    {
      name: "noise",
      source,
      entry: "main",
      constants: {
        SALT: real(call.attributes, "salt", 0),
        SCALE: strength("scale_std"),
        SHIFT: isForward ? strength("mean_std") : 0,
        OWN: isForward ? strength("std") : 0,
      },
      shape: { C, AREA: size(rest) },
      operands: [from, into],
      groups: linear(count),
      work: 60 * count,
    },
  ];
}

export const kernels: Kernels = {
  forward: (call) => spoil(call, "x", "y", true),
  backward: (call) => (call.has("dx") ? spoil(call, "dy", "dx", false) : []),
};
