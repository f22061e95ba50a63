/** linear on the GPU. Formulas in the .wgsl files. */
import { type CallContext, type Dispatch, type Kernels, linear } from "../../backends/webgpu/kernel";
import { size } from "../../core/shape";
import eight from "./eight.wgsl?raw";
import backwardSource from "./linear.registers.backward.wgsl?raw";
import forwardSource from "./linear.registers.wgsl?raw";

/** Examples, features in, features out; leading axes of x count as examples. */
function extents(call: CallContext, x: string, y: string): readonly [number, number, number] {
  const F = call.shape(x).at(-1) ?? 1;
  const O = call.shape(y).at(-1) ?? 1;
  return [size(call.shape(x).slice(0, -1)), F, O];
}

function relu(call: CallContext): number {
  return call.attributes["activation"] === "relu" ? 1 : 0;
}

function forward(call: CallContext): readonly Dispatch[] {
  const [N, F, O] = extents(call, "x", "y");
  if (N * O === 0) return [];
  const BIAS = call.has("b") ? 1 : 0;
  return [
    {
      name: "linear.forward",
      source: `${forwardSource}\n${eight}`,
      entry: "main",
      constants: { BIAS, RELU: relu(call) },
      shape: { N, F, O },
      operands: ["x", "w", BIAS === 1 ? "b" : null, "y"],
      groups: linear(Math.ceil(N / 8) * Math.ceil(O / 8)),
      work: 2 * N * F * O,
    },
  ];
}

function backward(call: CallContext): readonly Dispatch[] {
  const [N, F, O] = extents(call, call.has("x") ? "x" : "dx", "dy");
  const RELU = relu(call);
  const BIAS = call.has("db") ? 1 : 0;
  const common = { name: "linear.backward", source: `${backwardSource}\n${eight}`, work: 2 * N * F * O } as const;
  const y = RELU === 1 ? "y" : null;
  const dispatches: Dispatch[] = [];
  if (call.has("dx") && N * F > 0) {
    dispatches.push({
      ...common,
      entry: "input",
      constants: { BIAS: 0, RELU },
      shape: { N, F, O },
      operands: ["dy", y, "w", "dx", null],
      groups: linear(Math.ceil(N / 8) * Math.ceil(F / 8)),
    });
  }
  if ((call.has("dw") || BIAS === 1) && O > 0) {
    dispatches.push({
      ...common,
      entry: "weights",
      constants: { BIAS, RELU },
      shape: { N, F, O },
      operands: ["dy", y, "x", call.has("dw") ? "dw" : null, BIAS === 1 ? "db" : null],
      groups: linear(Math.ceil(O / 8) * Math.ceil((F + BIAS) / 8)),
    });
  }
  return dispatches;
}

export const kernels: Kernels = { forward, backward };
