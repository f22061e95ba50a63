/**
 * Clipping and the optimiser: one call each over the flat range of all gradients and parameters.
 */
import { check } from "../core/errors";
import type { Attributes } from "../core/op";
import type { OptimiserSpec, Recipe } from "../train/recipe";
import type { Compilation } from "./compile";
import type { TensorId } from "./program";
import { layerNamed } from "./layer-shapes";

/** State that an optimiser keeps, one flat tensor of the parameters' size each. */
export function stateOf(optimiser: OptimiserSpec): readonly string[] {
  switch (optimiser.kind) {
    case "sgd":
      return (optimiser.momentum ?? 0) === 0 ? [] : ["velocity"];
    case "adam":
    case "adamw":
      return ["first", "second", ...(optimiser.amsgrad === true ? ["largest"] : [])];
    case "rmsprop":
      return [
        "square",
        ...(optimiser.centered === true ? ["mean"] : []),
        ...((optimiser.momentum ?? 0) === 0 ? [] : ["velocity"]),
      ];
    default:
      optimiser satisfies never;
      return [];
  }
}

/** torch.optim's settings with torch.optim's defaults. */
export function settingsOf(optimiser: OptimiserSpec): Attributes {
  switch (optimiser.kind) {
    case "sgd":
      return {
        momentum: optimiser.momentum ?? 0,
        dampening: optimiser.dampening ?? 0,
        nesterov: optimiser.nesterov ?? false,
        weight_decay: optimiser.weight_decay ?? 0,
      };
    case "adam":
    case "adamw":
      return {
        beta1: optimiser.betas?.[0] ?? 0.9,
        beta2: optimiser.betas?.[1] ?? 0.999,
        eps: optimiser.eps ?? 1e-8,
        weight_decay: optimiser.weight_decay ?? (optimiser.kind === "adamw" ? 0.01 : 0),
        amsgrad: optimiser.amsgrad ?? false,
      };
    case "rmsprop":
      return {
        alpha: optimiser.alpha ?? 0.99,
        eps: optimiser.eps ?? 1e-8,
        momentum: optimiser.momentum ?? 0,
        centered: optimiser.centered ?? false,
        weight_decay: optimiser.weight_decay ?? 0,
      };
    default:
      optimiser satisfies never;
      return {};
  }
}

function addClip(
  { builder }: Compilation,
  gradients: TensorId,
  { kind, limit }: NonNullable<Recipe["clip"]>,
): void {
  if (kind === "value")
    return builder.call("train", "clip_value", "reduce", "optimiser", { gradients }, { limit });
  const norm = builder.tensor("gradients.norm", [1], "result", { node: "" });
  builder.call("train", "clip_norm", "reduce", "optimiser", { gradients, norm }, { limit });
}

export function addUpdate(compilation: Compilation): void {
  const { builder, options } = compilation;
  const { training } = options;
  const [parameters, gradients] = [builder.find("parameters"), builder.find("gradients")];
  if (training === undefined || parameters === undefined || gradients === undefined) return;
  const flat = builder.shapeOf(parameters);
  if ((flat[0] ?? 0) === 0) return;
  const { clip, optimiser } = training;
  addFreezing(compilation);
  if (clip !== undefined) addClip(compilation, gradients, clip);
  const updates = builder.find("updates");
  if (updates !== undefined)
    builder.call("train", "copy", "reduce", "optimiser", { from: parameters, into: updates });
  const state = stateOf(optimiser).map((name) => [
    name,
    builder.tensor(name, flat, "state", { node: "the optimiser" }),
  ]);
  builder.call(
    "train",
    optimiser.kind,
    "update",
    "optimiser",
    { parameters, gradients, ...Object.fromEntries(state) },
    settingsOf(optimiser),
  );
  if (updates !== undefined)
    builder.call("train", "difference", "reduce", "optimiser", { from: parameters, into: updates });
}

function decays(optimiser: OptimiserSpec): boolean {
  return (settingsOf(optimiser)["weight_decay"] ?? 0) !== 0;
}

/** Gradients of frozen layers become 0, so that no rule without weight decay moves them. */
function addFreezing({ builder, network, options: { training } }: Compilation): void {
  const { frozen = [], optimiser } = training ?? {};
  check(
    frozen.length === 0 || optimiser === undefined || !decays(optimiser),
    "spec",
    "weight decay would move layers that are frozen",
    "Take a weight decay of 0.",
  );
  for (const name of frozen) {
    const layer = layerNamed(network, name);
    check(layer !== undefined, "unknown-name", `frozen: there is no layer ${name}`);
    for (const slot of Object.keys(layer.parameters)) {
      const into = builder.find(`${name}.d${slot}`);
      if (into !== undefined)
        builder.call("train", "fill", "reduce", "optimiser", { into }, { value: 0 });
    }
  }
}
