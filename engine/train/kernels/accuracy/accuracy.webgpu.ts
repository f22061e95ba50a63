/** accuracy on the GPU. */
import { everyPass } from "../../../backends/webgpu/kernel";
import source from "./accuracy.wgsl?raw";

export const kernels = everyPass((call) => {
  const [N = 0, K = 0] = call.shape("logits");
  return [
    {
      name: "accuracy",
      source,
      entry: "main",
      constants: { N, K },
      operands: ["logits", "labels", "into"],
      groups: [1, 1, 1],
      work: N * K,
    },
  ];
});
