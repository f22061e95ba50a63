/** SGD on WebAssembly: one pass over the flat range of all parameters. */
import type { Kernels } from "../../../backends/wasm/kernel";

export const kernels: Kernels = {
  sgd: {
    update(site) {
      const moving = site.has("velocity");
      const momentum = moving ? site.real("momentum", 0) : 0;
      const settings = [
        momentum,
        1 - site.real("dampening", 0),
        site.real("weight_decay", 0),
        Number(site.call.attributes["nesterov"] === true),
      ];
      const velocity = moving ? site.pointer("velocity") : 0;
      site.launch(
        "sgd_update",
        [
          site.pointer("parameters"),
          site.pointer("gradients"),
          velocity,
          ...settings,
          site.scalars.step,
          site.scalars.learningRate,
        ],
        site.size("parameters"),
      );
    },
  },
};
