/**
 * groupnorm on the GPU: one workgroup per run; layernorm's kernels are the same over other runs.
 * Formulas in the .wgsl files.
 */
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  linear,
} from "../../backends/webgpu/kernel";
import { real } from "../../backends/webgpu/settings";
import { size } from "../../core/shape";
import backwardSource from "./groupnorm.backward.wgsl?raw";
import parametersSource from "./groupnorm.parameters.wgsl?raw";
import total from "./groupnorm.total.wgsl?raw";
import forwardSource from "./groupnorm.wgsl?raw";
import { channelRuns, type Runs } from "./runs";

/** On a software adapter a barrier between more invocations costs more than they save. */
const sizeOf = (call: CallContext): number => (call.software ? 4 : 256);
const one = (present: boolean): number => (present ? 1 : 0);
const held = (call: CallContext, slots: readonly string[]): (string | null)[] =>
  slots.map((slot) => (call.has(slot) ? slot : null));

export function forward(call: CallContext, runs: Runs): readonly Dispatch[] {
  const cells = size(call.shape("x"));
  if (cells === 0) return [];
  const RUNS = cells / runs.length;
  return [
    {
      name: "groupnorm.forward",
      source: `${forwardSource}\n${total}`,
      entry: "main",
      constants: {
        SIZE: sizeOf(call),
        EPS: real(call.attributes, "eps", 1e-5),
        GAMMA: one(call.has("gamma")),
        BETA: one(call.has("beta")),
      },
      shape: { RUNS, LENGTH: runs.length, AREA: runs.area, PARAMETERS: runs.parameters },
      operands: held(call, ["x", "gamma", "beta", "mean", "inverse_std", "y"]),
      groups: linear(RUNS, 1),
      work: 10 * cells,
    },
  ];
}

export function backward(call: CallContext, runs: Runs): readonly Dispatch[] {
  if (size(call.shape("dy")) === 0) return [];
  return [
    ...(call.has("dx") ? [ofInput(call, runs)] : []),
    ...(call.has("dgamma") || call.has("dbeta") ? [ofParameters(call, runs)] : []),
  ];
}

function ofInput(call: CallContext, runs: Runs): Dispatch {
  const cells = size(call.shape("dy"));
  const RUNS = cells / runs.length;
  return {
    name: "groupnorm.backward",
    source: `${backwardSource}\n${total}`,
    entry: "main",
    constants: { SIZE: sizeOf(call), GAMMA: one(call.has("gamma")) },
    shape: { RUNS, LENGTH: runs.length, AREA: runs.area, PARAMETERS: runs.parameters },
    operands: held(call, ["x", "gamma", "mean", "inverse_std", "dy", "dx"]),
    groups: linear(RUNS, 1),
    work: 14 * cells,
  };
}

function ofParameters(call: CallContext, runs: Runs): Dispatch {
  const cells = size(call.shape("dy"));
  const isShared = runs.area > 1;
  return {
    name: "groupnorm.parameters",
    source: `${parametersSource}\n${total}`,
    entry: isShared ? "shared_by_many" : "one_each",
    constants: {
      ...(isShared ? { SIZE: sizeOf(call) } : {}),
      DGAMMA: one(call.has("dgamma")),
      DBETA: one(call.has("dbeta")),
    },
    shape: {
      EXAMPLES: cells / (runs.area * runs.parameters),
      LENGTH: runs.length,
      AREA: runs.area,
      PARAMETERS: runs.parameters,
    },
    operands: held(call, ["x", "mean", "inverse_std", "dy", "dgamma", "dbeta"]),
    groups: linear(runs.parameters, isShared ? 1 : 64),
    work: 6 * cells,
  };
}

const runsOf = (call: CallContext, slot: string): Runs =>
  channelRuns(call.shape(slot), real(call.attributes, "num_groups", 1));

export const kernels: Kernels = {
  forward: (call) => forward(call, runsOf(call, "x")),
  backward: (call) => backward(call, runsOf(call, "dy")),
};
