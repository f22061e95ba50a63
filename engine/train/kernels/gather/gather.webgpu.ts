/** gather on the GPU. */
import { type Dispatch, everyPass, linear } from "../../../backends/webgpu/kernel";
import { size } from "../../../core/shape";
import source from "./gather.wgsl?raw";

export const kernels = everyPass((call): readonly Dispatch[] => {
  const words = size(call.shape("into"));
  const COUNT = size(call.shape("indices"));
  const ROW = words / Math.max(1, COUNT);
  const ROWS = size(call.shape("source")) / Math.max(1, ROW);
  if (words === 0 || ROWS === 0) return [];
  return [
    {
      name: "gather",
      source,
      entry: "main",
      constants: { COUNT, ROW, ROWS, OUTSIDE: call.integer("into") ? 0 : 0x7fc00000 },
      operands: ["source", "indices", "into"],
      groups: linear(COUNT, 1),
      work: words,
    },
  ];
});
