/**
 * Deep networks on digits, training live: what makes gradients vanish or explode, and what brings them back. Run B, when
 * there is one, differs from run A in exactly one choice; both start from the same seed.
 */
import { size } from "../../../engine/core/shape";
import { tensor } from "../../../engine/core/tensor";
import { networkShapes } from "../../../engine/graph/shapes";
import { finite, inRange, isRecord, oneOf, truth } from "../untrusted";
import type { PropertyValues, WidgetDefinition } from "../widget";
import { changed, parseTo, restoreChange, type Change } from "./change";
import {
  ACTIVATIONS,
  INITS,
  KINDS,
  LIMITS,
  networkOf,
  recipeOf,
  restoreSetting,
  STANDARD,
  summary,
  wordOf,
  NAMES,
  type Setting,
  type SettingKey,
} from "./setting";
import { experimentTorch } from "./torch";

export const SHOWS = ["gradient", "update", "activation", "weight"] as const;

export interface ExperimentState {
  readonly setting: Setting;
  /** What run B changes; null: one run. */
  readonly change: Change | null;
  readonly seed: number;
  readonly batch: number;
  /** What the bars show of each layer. */
  readonly show: (typeof SHOWS)[number];
  readonly logarithmic: boolean;
  /** Step under the curves' cursor. */
  readonly cursor: number | null;
}

const CHANGEABLE = ["none", "depth", "width", "activation", "init", "scale", "norm", "skip", "learningRate", "clip", "kind"] as const;

export const experiment: WidgetDefinition<ExperimentState> = {
  name: "experiment",
  title: "Deep networks, live",
  summary: "A network of 2 to 50 layers trains on digits; gradient, update and activation sizes of every layer; two runs side by side.",
  properties: {
    layers: { type: "choice", options: KINDS, default: STANDARD.kind, description: "Dense or convolutional layers." },
    depth: { type: "integer", ...LIMITS.depth, default: STANDARD.depth, description: "Layers with weights." },
    width: { type: "integer", ...LIMITS.width, default: STANDARD.width, description: "Neurons or channels of a hidden layer." },
    activation: { type: "choice", options: ACTIVATIONS, default: STANDARD.activation, description: "Activation of every hidden layer." },
    init: { type: "choice", options: INITS, default: STANDARD.init, description: "Rule for the spread of the first weights." },
    scale: { type: "number", ...LIMITS.scale, default: STANDARD.scale, description: "Factor on that spread." },
    norm: { type: "boolean", default: STANDARD.norm, description: "Batch normalisation before every activation." },
    skip: { type: "boolean", default: STANDARD.skip, description: "Skip connections over every two layers." },
    rate: { type: "number", ...LIMITS.learningRate, default: STANDARD.learningRate, description: "Learning rate." },
    clip: { type: "number", ...LIMITS.clip, default: STANDARD.clip, description: "Largest gradient norm; 0: not clipped." },
    change: { type: "choice", options: CHANGEABLE, default: "none", description: "The one thing that run B changes." },
    to: { type: "text", maxLength: 24, default: "", description: "What run B changes it to: a number, a name, true or false." },
    seed: { type: "integer", min: 0, max: 1_000_000, default: 1, description: "Seed of weights and batches, of both runs." },
    batch: { type: "integer", min: 2, max: 256, default: 64, description: "Examples a step." },
    show: { type: "choice", options: SHOWS, default: "gradient", description: "What the bars show of each layer." },
    log: { type: "boolean", default: false, description: "Logarithmic loss axis." },
  },
  kernels: ["linear", "conv2d", "batchnorm"],
  controls: ["setting", "change", "seed", "batch", "show"],
  initial,
  restore,
  steps: () => 0,
  step: () => 0,
  seek: (state) => state,
  values(state) {
    const count = (setting: Setting) => tensor([1], Float64Array.of(networkShapes(networkOf(setting)).parameterCount));
    const layers = networkShapes(networkOf(state.setting)).layers;
    return {
      parameters: count(state.setting),
      parametersB: count(settingB(state) ?? state.setting),
      cells: tensor(
        [layers.length],
        Float64Array.from(layers, (layer) => size(layer.shape)),
      ),
    };
  },
  describe(state) {
    const b = settingB(state);
    const change =
      state.change === null || b === null ? "" : ` Run B: the same, but ${NAMES[state.change.key]} ${wordOf(b, state.change.key)}.`;
    return `${b === null ? "" : "Run A: "}${summary(state.setting)}, seed ${state.seed}, ${state.batch} digits a step.${change}`;
  },
  torch: (state) => experimentTorch(recipeOf(state.setting, state.seed, state.batch)),
  toProperties(state) {
    const { setting, change } = state;
    const b = settingB(state);
    return {
      layers: setting.kind,
      depth: setting.depth,
      width: setting.width,
      activation: setting.activation,
      init: setting.init,
      scale: setting.scale,
      norm: setting.norm,
      skip: setting.skip,
      rate: setting.learningRate,
      clip: setting.clip,
      change: change?.key ?? "none",
      to: change === null || b === null ? "" : String(b[change.key]),
      seed: state.seed,
      batch: state.batch,
      show: state.show,
      log: state.logarithmic,
    };
  },
};

/** Run B's setting; null when nothing is compared. */
export function settingB(state: Pick<ExperimentState, "setting" | "change">): Setting | null {
  return state.change === null ? null : changed(state.setting, state.change);
}

function initial(properties: PropertyValues): ExperimentState {
  const setting = restoreSetting({ ...properties, kind: properties["layers"], learningRate: properties["rate"] }, STANDARD);
  const key = CHANGEABLE.find((name) => name === properties["change"]);
  const to = ["string", "number", "boolean"].includes(typeof properties["to"]) ? String(properties["to"]) : "";
  return {
    setting,
    change: key === undefined || key === "none" ? null : parseTo(key, to, setting),
    seed: inRange(properties["seed"], 0, 1_000_000, 1),
    batch: inRange(properties["batch"], 2, 256, 64),
    show: oneOf(properties["show"], SHOWS, "gradient"),
    logarithmic: truth(properties["log"], false),
    cursor: null,
  };
}

function restore(untrusted: unknown, fallback: ExperimentState): ExperimentState {
  const given = isRecord(untrusted) ? untrusted : {};
  const setting = restoreSetting(given["setting"], fallback.setting);
  const cursor = finite(given["cursor"], -1);
  return {
    setting,
    change: "change" in given ? restoreChange(given["change"], fallback.change) : fallback.change,
    seed: inRange(given["seed"], 0, 1_000_000, fallback.seed),
    batch: inRange(given["batch"], 2, 256, fallback.batch),
    show: oneOf(given["show"], SHOWS, fallback.show),
    logarithmic: truth(given["logarithmic"], fallback.logarithmic),
    cursor: given["cursor"] === null ? null : cursor >= 0 ? Math.round(cursor) : fallback.cursor,
  };
}

export type { SettingKey };
