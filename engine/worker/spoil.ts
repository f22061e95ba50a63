/** For tests and the fault page: a NaN in the first layer's weights. */
import type { Trainer } from "../train/trainer";

export async function spoilWeights(trainer: Trainer): Promise<void> {
  const layer = trainer.network.layers.find(({ parameters }) => parameters["w"] !== undefined);
  if (layer === undefined) return;
  const name = `${layer.name}.w`;
  const data = Float32Array.from((await trainer.read([name])).get(name) ?? []);
  data[0] = Number.NaN;
  trainer.overwrite(name, data);
}
