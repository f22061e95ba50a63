/** The training run of a setting, as the engine takes it. */
import type { TransformSpec } from "../../../engine/data/transform";
import { networkShapes } from "../../../engine/graph/shapes";
import type { AugmentSpec } from "../../../engine/train/augment";
import type { OptimiserSpec, Recipe, ScheduleSpec } from "../../../engine/train/recipe";
import { isOwnFile } from "../fields/own-files";
import { networkOf } from "./network";
import { batchOf, datasetOf } from "./own-set";
import type { Setting } from "./settings";

/** `steps`: how long the whole run is, for schedules that end with it. Throws LabError. */
export function recipeOf(setting: Setting, steps: number): Recipe {
  const schedule = scheduleOf(setting, steps);
  const [transform, augment] = [transformsOf(setting), augmentsOf(setting)];
  return {
    network: networkOf(setting),
    dataset: datasetOf(setting),
    ...(transform.length === 0 ? {} : { transform }),
    ...(augment.length === 0 ? {} : { augment }),
    batch: batchOf(setting),
    ...(setting.order === "sorted" ? { order: setting.order } : {}),
    seed: setting.seed,
    loss: "cross_entropy",
    optimiser: optimiserOf(setting),
    learningRate: setting.rate,
    ...(schedule === null ? {} : { schedule }),
    ...(setting.frozen > 0 ? { frozen: frozenOf(setting) } : {}),
    ...(setting.clip > 0 ? { clip: { kind: "norm", limit: setting.clip } } : {}),
  };
}

/** All layers with parameters before the first one with weights that learns. */
function frozenOf(setting: Setting): readonly string[] {
  const { layers } = networkShapes(networkOf(setting));
  const weighted = layers.filter(({ parameters }) => parameters["w"] !== undefined);
  const first = weighted[setting.frozen];
  return layers
    .slice(0, first === undefined ? layers.length : layers.indexOf(first))
    .filter(({ parameters }) => Object.keys(parameters).length > 0)
    .map(({ name }) => name);
}

/** Mean and standard deviation of the pixels of each set, as torchvision's examples give them. */
const STATISTICS = {
  mnist: { mean: 0.1307, std: 0.3081 },
  fashion: { mean: 0.286, std: 0.353 },
  own: { mean: 0.5, std: 0.25 },
} as const;

export function statisticsOf(data: Setting["data"]): {
  readonly mean: number;
  readonly std: number;
} {
  return isOwnFile(data) ? STATISTICS.own : STATISTICS[data];
}

/** The settings that say how a picture becomes numbers. */
export type PixelSetting = Pick<Setting, "data" | "side" | "examples" | "pixels">;

export function transformsOf(setting: PixelSetting): readonly TransformSpec[] {
  const { data, side, examples, pixels } = setting;
  return [
    ...(examples === 0 ? [] : [{ kind: "first" as const, count: examples }]),
    ...(side === "28" ? [] : [{ kind: "average_pool" as const, size: 28 / Number(side) }]),
    ...(pixels === "byte" ? [{ kind: "normalise" as const, mean: 0, std: 1 / 255 }] : []),
    ...(pixels === "standard" ? [{ kind: "normalise" as const, ...statisticsOf(data) }] : []),
  ];
}

function augmentsOf({ shift, flip }: Setting): readonly AugmentSpec[] {
  return [
    ...(shift === 0 ? [] : [{ kind: "shift" as const, pixels: shift }]),
    ...(flip ? [{ kind: "flip" as const }] : []),
  ];
}

const MOMENTUM = 0.9;

function optimiserOf({ optimiser, decay }: Setting): OptimiserSpec {
  const weight_decay = decay > 0 ? { weight_decay: decay } : {};
  switch (optimiser) {
    case "sgd":
      return { kind: "sgd", ...weight_decay };
    case "momentum":
      return { kind: "sgd", momentum: MOMENTUM, ...weight_decay };
    case "nesterov":
      return { kind: "sgd", momentum: MOMENTUM, nesterov: true, ...weight_decay };
    default:
      return { kind: optimiser, ...weight_decay };
  }
}

/** Steps that a schedule takes where neither it nor the run says how many. */
const ENDLESS = 1000;

function scheduleOf(setting: Setting, steps: number): ScheduleSpec | null {
  const over = setting.schedule_steps || steps || ENDLESS;
  switch (setting.schedule) {
    case "cosine":
      return { kind: "cosine", steps: over, floor: setting.schedule_factor };
    case "step":
      return { kind: "step", every: over, gamma: setting.schedule_factor };
    case "warmup":
      return { kind: "warmup", steps: over };
    default:
      return null;
  }
}
