/**
 * Activations: y from x cell by cell, dx from dy and x cell by cell; what differs is the line in
 * the .wgsl file.
 */
import { size } from "../../core/shape";
import { type CallContext, type Kernels, perCell } from "./kernel";
import math from "./math.wgsl?raw";

type Constants = (call: CallContext) => Readonly<Record<string, number>>;

export function pointwise(
  name: string,
  forward: string,
  backward: string,
  constants: Constants = () => ({}),
): Kernels {
  return {
    forward: (call) =>
      perCell(
        `${name}.forward`,
        `${forward}\n${math}`,
        size(call.shape("y")),
        ["x", "y"],
        constants(call),
      ),
    backward(call) {
      if (!call.has("dx")) return [];
      const operands = ["dy", "x", "dx"];
      return perCell(
        `${name}.backward`,
        `${backward}\n${math}`,
        size(call.shape("dx")),
        operands,
        constants(call),
      );
    },
  };
}
