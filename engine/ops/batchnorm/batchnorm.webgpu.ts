/** batchnorm on the GPU: one workgroup per channel. Formulas in the .wgsl files. */
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  linear,
} from "../../backends/webgpu/kernel";
import { flag, real } from "../../backends/webgpu/settings";
import { size } from "../../core/shape";
import backwardSource from "./batchnorm.backward.wgsl?raw";
import forwardSource from "./batchnorm.wgsl?raw";
import walk from "./walk.wgsl?raw";

function extents(call: CallContext, slot: string): { C: number; AREA: number; M: number } {
  const [N = 1, C = 1, ...rest] = call.shape(slot);
  return { C, AREA: size(rest), M: N * size(rest) };
}

/**
 * On a software adapter, where four invocations are one, a barrier between more costs more than
 * they save.
 */
const SIZE = 4;

function variant(call: CallContext): { SIZE: number; TRAINING: number } {
  return { SIZE: call.software ? SIZE : 256, TRAINING: flag(call.attributes, "training") ? 1 : 0 };
}

const one = (present: boolean): number => (present ? 1 : 0);

function forward(call: CallContext): readonly Dispatch[] {
  const shape = extents(call, "x");
  if (size(call.shape("x")) === 0) return [];
  const slots = ["gamma", "beta", "running_mean", "running_var", "mean", "inverse_std"];
  return [
    {
      name: "batchnorm.forward",
      source: `${forwardSource}\n${walk}`,
      entry: "main",
      constants: {
        ...variant(call),
        EPS: real(call.attributes, "eps", 1e-5),
        MOMENTUM: real(call.attributes, "momentum", 0.1),
        GAMMA: one(call.has("gamma")),
        BETA: one(call.has("beta")),
        RUNNING: one(call.has("running_mean")),
      },
      shape,
      operands: ["x", ...slots.map((slot) => (call.has(slot) ? slot : null)), "y"],
      groups: linear(shape.C, 1),
      work: 10 * size(call.shape("x")),
    },
  ];
}

function backward(call: CallContext): readonly Dispatch[] {
  const shape = extents(call, "dy");
  if (size(call.shape("dy")) === 0) return [];
  const slots = ["x", "gamma", "mean", "inverse_std", "dy", "dx", "dgamma", "dbeta"];
  return [
    {
      name: "batchnorm.backward",
      source: `${backwardSource}\n${walk}`,
      entry: "main",
      constants: {
        ...variant(call),
        GAMMA: one(call.has("gamma")),
        DX: one(call.has("dx")),
        DGAMMA: one(call.has("dgamma")),
        DBETA: one(call.has("dbeta")),
      },
      shape,
      operands: slots.map((slot) => (call.has(slot) ? slot : null)),
      groups: linear(shape.C, 1),
      work: 14 * size(call.shape("dy")),
    },
  ];
}

export const kernels: Kernels = { forward, backward };
