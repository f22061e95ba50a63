/** clip_norm on the GPU: three dispatches over the flat range of all gradients. */
import { type Dispatch, everyPass, linear } from "../../../backends/webgpu/kernel";
import { real } from "../../../backends/webgpu/settings";
import { size } from "../../../core/shape";
import source from "./clip-norm.wgsl?raw";

export const kernels = everyPass((call): readonly Dispatch[] => {
  const COUNT = size(call.shape("gradients"));
  const PARTS = Math.max(1, Math.min(256, Math.ceil(COUNT / 1024)));
  const common = {
    name: "clip_norm",
    source,
    constants: { COUNT, PARTS, LIMIT: real(call.attributes, "limit", 1) },
    operands: ["gradients", "norm", { scratch: 0, words: Math.max(64, PARTS) }],
  } as const;
  return [
    { ...common, entry: "squares", groups: [PARTS, 1, 1], work: 2 * COUNT },
    { ...common, entry: "length_", groups: [1, 1, 1], work: PARTS },
    { ...common, entry: "shorten", groups: linear(COUNT), work: COUNT },
  ];
});
