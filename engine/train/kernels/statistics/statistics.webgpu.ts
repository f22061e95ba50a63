/** statistics on the GPU: one dispatch for a small tensor, two for a large one. */
import { type Dispatch, everyPass } from "../../../backends/webgpu/kernel";
import { size } from "../../../core/shape";
import source from "./statistics.wgsl?raw";

const CELLS_PER_PART = 4096;

export const kernels = everyPass((call): readonly Dispatch[] => {
  const COUNT = size(call.shape("from"));
  const PARTS = Math.max(1, Math.min(256, Math.ceil(COUNT / CELLS_PER_PART)));
  const common = {
    name: "statistics",
    source,
    constants: {},
    shape: { COUNT, PARTS },
    work: 16 * COUNT,
  } as const;
  if (PARTS === 1)
    return [{ ...common, entry: "parts", operands: ["from", "into", null], groups: [1, 1, 1] }];
  const operands = ["from", { scratch: 0, words: PARTS * 40 }, "into"] as const;
  return [
    { ...common, entry: "parts", operands, groups: [PARTS, 1, 1] },
    { ...common, entry: "total", operands, groups: [1, 1, 1], work: PARTS * 40 },
  ];
});
