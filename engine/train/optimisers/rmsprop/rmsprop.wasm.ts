/** RMSprop on WebAssembly. */
import type { Kernels } from "../../../backends/wasm/kernel";

export const kernels: Kernels = {
  rmsprop: {
    update(site) {
      const momentum = site.real("momentum", 0);
      const alpha = site.real("alpha", 0.99);
      const mean = site.call.attributes["centered"] === true ? site.pointer("mean") : 0;
      const velocity = momentum === 0 ? 0 : site.pointer("velocity");
      const settings = [
        alpha,
        1 - alpha,
        site.real("eps", 1e-8),
        momentum,
        site.real("weight_decay", 0),
        site.scalars.learningRate,
      ];
      const slots = ["parameters", "gradients", "square"].map((slot) => site.pointer(slot));
      site.launch(
        "rmsprop_update",
        [...slots, mean, velocity, ...settings],
        site.size("parameters"),
      );
    },
  },
};
