/** What would make a layer fit that does not: each was tried. */
import { LabError } from "../core/errors";
import { format, type Shape } from "../core/shape";
import { freshName, inserted, rebuilt, removed, withSetting } from "./change";
import { explicit } from "./edit";
import { examined, first, shapesOrError } from "./examined";
import { oneLayer } from "./shapes";
import type { LayerSpec, NetworkSpec } from "./spec";
import { blockSettings, opFor, settingsOf } from "./vocabulary";

export interface Repair {
  /** What would be done, as on a button: "Put flatten before it". */
  readonly words: string;
  readonly spec: NetworkSpec;
}

const MOST_REPAIRS = 3;
const MOST_TRIED = 64;
/** Settings that decide whether a layer fits; the number of filters only together with groups. */
const WINDOW = ["kernel_size", "stride", "padding", "dilation", "groups", "out_channels"];

/** What would make the first layer that does not fit do so: each was tried. */
export function repairs(spec: NetworkSpec): readonly Repair[] {
  const { problem, layers } = examined(spec);
  const at = layers.findIndex(({ spec: { name } }) => name === problem?.layer);
  const wrong = layers[at]?.spec;
  if (wrong === undefined) return [];
  const fits = (changed: NetworkSpec): boolean => {
    const place = changed.layers.findIndex(({ name }) => name === wrong.name);
    return !(shapesOrError(first(changed, place + 1)) instanceof LabError);
  };
  const flatten: LayerSpec = { name: freshName(spec, "flatten"), op: "flatten" };
  const source = explicit(spec)[at]?.inputs[0] ?? "input";
  const shapeOf = (name: string): Shape =>
    name === "input"
      ? spec.input
      : (layers.find((found) => found.spec.name === name)?.shape?.shape ?? []);
  const tried: Repair[] = [
    ...settingRepairs(spec, wrong, (explicit(spec)[at]?.inputs ?? []).map(shapeOf)),
    { words: "Put flatten before it", spec: inserted(spec, source, flatten) },
    ...(source === "input" || opFor(wrong.op) === undefined
      ? []
      : [{ words: `Remove ${source}`, spec: removed(spec, source) }]),
    ...joinRepairs(spec, wrong, shapeOf),
  ];
  return tried.filter((one) => fits(one.spec)).slice(0, MOST_REPAIRS);
}

/** The nearest value of each of its settings that fits what it reads. */
function settingRepairs(
  spec: NetworkSpec,
  layer: LayerSpec,
  inputShapes: readonly Shape[],
): Repair[] {
  const definition = opFor(layer.op);
  const known = definition === undefined ? blockSettings(layer.op) : settingsOf(definition);
  return WINDOW.filter((key) => known?.includes(key)).flatMap((key) => {
    const now: unknown = layer[key] ?? definition?.defaults[key];
    const start = Math.round(Number(Array.isArray(now) ? now[0] : now));
    if (!Number.isFinite(start)) return [];
    for (let by = 1; by <= MOST_TRIED; by++)
      for (const value of [start - by, start + by]) {
        if (value < (key === "padding" ? 0 : 1)) continue;
        if (!isPossible({ ...layer, [key]: value }, inputShapes)) continue;
        const changed = withSetting(spec, layer.name, key, value);
        return [{ words: `Set its ${key.replaceAll("_", " ")} to ${value}`, spec: changed }];
      }
    return [];
  });
}

function isPossible(layer: LayerSpec, inputShapes: readonly Shape[]): boolean {
  try {
    oneLayer(layer, inputShapes);
    return true;
  } catch (error) {
    if (error instanceof LabError) return false;
    throw error;
  }
}

/** A sum of two shapes: a 1×1 convolution on the way that makes the second like the first. */
function joinRepairs(
  spec: NetworkSpec,
  layer: LayerSpec,
  shapeOf: (name: string) => Shape,
): Repair[] {
  const [one, other] = layer.inputs ?? [];
  if (layer.op !== "add" || one === undefined || other === undefined) return [];
  const [want, have] = [shapeOf(one), shapeOf(other)];
  if (want.length !== 3 || have.length !== 3) return [];
  const shortcut: LayerSpec = {
    name: freshName(spec, "shortcut"),
    op: "conv2d",
    out_channels: want[0] ?? 1,
    kernel_size: 1,
    stride: [1, 2].map((axis) => Math.max(1, Math.round((have[axis] ?? 1) / (want[axis] ?? 1)))),
  };
  const at = spec.layers.findIndex(({ name }) => name === layer.name);
  const wired = explicit(spec).map((each) =>
    each.name === layer.name ? { ...each, inputs: [one, shortcut.name] } : each,
  );
  const made = [...wired.slice(0, at), { ...shortcut, inputs: [other] }, ...wired.slice(at)];
  const what = `Put a 1×1 convolution to ${format(want)} behind ${other}`;
  return [{ words: what, spec: rebuilt(spec, made) }];
}
