/** gather on the GPU. */
import { everyPass, perCell } from "../../../backends/webgpu/kernel";
import { size } from "../../../core/shape";
import source from "./gather.wgsl?raw";

export const kernels = everyPass((call) => {
  const count = size(call.shape("into"));
  const ROW = count / Math.max(1, size(call.shape("indices")));
  const ROWS = size(call.shape("source")) / Math.max(1, ROW);
  return ROWS === 0
    ? []
    : perCell("gather", source, count, ["source", "indices", "into"], { ROW, ROWS, OUTSIDE: call.integer("into") ? 0 : 0x7fc00000 });
});
