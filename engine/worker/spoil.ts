/**
 * For tests and the fault page: a NaN in a parameter, in the first layer's weights if none is
 * named.
 */
import type { Trainer } from "../train/trainer";

export async function spoilWeights(trainer: Trainer, named?: string): Promise<void> {
  const layer = trainer.network.layers.find(({ parameters }) => parameters["w"] !== undefined);
  const name = named ?? (layer === undefined ? undefined : `${layer.name}.w`);
  if (name === undefined) return;
  const data = Float32Array.from((await trainer.read([name])).get(name) ?? []);
  data[0] = Number.NaN;
  trainer.overwrite(name, data);
}
