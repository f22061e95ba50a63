/** Adam and AdamW on WebAssembly. */
import type { Kernel, Kernels } from "../../../backends/wasm/kernel";

export const kernels: Kernels = {
  adam: { update: update(0, 0) },
  adamw: { update: update(1, 0.01) },
};

function update(decoupled: number, weightDecay: number): Kernel {
  return (site) => {
    const [beta1, beta2] = [site.real("beta1", 0.9), site.real("beta2", 0.999)];
    const slots = ["parameters", "gradients", "first", "second"].map((slot) => site.pointer(slot));
    const largest = site.call.attributes["amsgrad"] === true ? site.pointer("largest") : 0;
    const settings = [
      beta1,
      1 - beta1,
      beta2,
      1 - beta2,
      site.real("eps", 1e-8),
      site.real("weight_decay", weightDecay),
      decoupled,
    ];
    const { learningRate, correction1, correction2 } = site.scalars;
    site.launch(
      "adam_update",
      [...slots, largest, ...settings, learningRate, correction1, correction2],
      site.size("parameters"),
    );
  };
}
