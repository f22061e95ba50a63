/**
 * Who was first: replays from a good checkpoint, with probes, to the step in which something
 * stopped being a number.
 *
 * A run is bit-exact, so the replay meets the same step again. Within a step the order is:
 * activations from the image to the loss, the loss, gradients from the loss back, weights after the
 * update. Infinity counts: the NaN after it is its child.
 */
import type { Checkpoint } from "./checkpoint";
import { isFinite, type LayerProbe } from "./probe";
import type { Trainer } from "./trainer";

export interface Diagnosis {
  readonly layer: string;
  readonly step: number;
  /** "activations", "gradients", "weights" or "loss". */
  readonly what: string;
  readonly message: string;
}

type Probes = ReadonlyMap<string, LayerProbe>;

/**
 * Leaves the trainer after the step that it names. `before` runs ahead of each step (faults that
 * are to happen again).
 */
export async function diagnose(
  trainer: Trainer,
  good: Checkpoint,
  until: number,
  before: (step: number) => Promise<void>,
): Promise<Diagnosis> {
  await trainer.watch({ probes: true });
  trainer.restore(good);
  let earlier: Probes = new Map();
  while (trainer.step < until) {
    await before(trainer.step + 1);
    await trainer.advance();
    const probes = await trainer.probe();
    const found = firstBroken(trainer, probes);
    if (found !== null) return describe(trainer, found, probes, earlier);
    const [last] = (await trainer.losses()).slice(-1);
    if (last !== undefined && !Number.isFinite(last.loss)) {
      const message = `the loss became ${last.loss} in step ${last.step}, though every layer still has ordinary numbers`;
      return { layer: trainer.network.output.name, step: last.step, what: "loss", message };
    }
    earlier = probes;
  }
  return {
    layer: trainer.network.output.name,
    step: until,
    what: "loss",
    message: `the loss stopped being a number in step ${until}`,
  };
}

interface Broken {
  readonly tensor: string;
  readonly layer: string;
  readonly what: string;
}

function firstBroken(trainer: Trainer, probes: Probes): Broken | null {
  const layers = trainer.network.layers;
  const find = (tensor: string, layer: string, what: string): Broken | null => {
    const probe = probes.get(tensor);
    return probe === undefined || isFinite(probe)
      ? null
      : { tensor, layer: trainer.swallowed.get(layer) ?? layer, what };
  };
  for (const { name } of layers) {
    const found = find(`${name}.y`, name, "activations");
    if (found !== null) return found;
  }
  for (const { name, parameters } of layers.toReversed()) {
    for (const tensor of [
      `${name}.dy`,
      ...Object.keys(parameters).map((slot) => `${name}.d${slot}`),
    ]) {
      const found = find(tensor, name, "gradients");
      if (found !== null) return found;
    }
  }
  for (const { name, parameters } of layers) {
    for (const slot of Object.keys(parameters)) {
      const found = find(`${name}.${slot}`, name, "weights");
      if (found !== null) return found;
    }
  }
  return null;
}

function describe(
  trainer: Trainer,
  { tensor, layer, what }: Broken,
  probes: Probes,
  earlier: Probes,
): Diagnosis {
  const probe = probes.get(tensor);
  const bad = probe !== undefined && probe.notANumber > 0 ? "not a number" : "infinite";
  const before = earlier.get(tensor);
  const grown =
    before === undefined
      ? ""
      : `; one step before, the largest was ${largest(before).toPrecision(2)}`;
  const { step } = trainer;
  return {
    layer,
    step,
    what,
    message: `${layer}: its ${what} became ${bad} in step ${step}${grown}`,
  };
}

function largest(probe: LayerProbe): number {
  return Math.max(Math.abs(probe.min), Math.abs(probe.max));
}
