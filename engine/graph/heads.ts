/**
 * Heads: the layers whose output gets a loss in training, each with a weight. The first is the one
 * that is evaluated.
 *
 * Cross-entropy wants logits: where a head ends in softmax, the loss reads what goes into it.
 */
import { check } from "../core/errors";
import type { Recipe } from "../train/recipe";
import { layerNamed, type NetworkShapes, valueName } from "./layer-shapes";

export interface Head {
  /** The layer whose output the loss reads; "input" where the network is a softmax alone. */
  readonly logits: string;
  /** That output as a tensor: "fc2.y", or "input". */
  readonly tensor: string;
  readonly weight: number;
  /** Tensor of the loss: "loss" for the first head, "loss.aux1.fc2" for the others. */
  readonly name: string;
}

export function headsOf(
  network: NetworkShapes,
  loss: Recipe["loss"] = "cross_entropy",
): readonly Head[] {
  const named = network.spec.heads ?? [{ layer: network.output.name, weight: 1 }];
  const main = named.find((head) => head.layer === network.output.name) ?? named[0];
  const ordered = named.toSorted((a, b) => Number(b === main) - Number(a === main));
  return ordered.map(({ layer, weight }) => {
    const logits = logitsOf(network, layer, loss);
    return {
      logits,
      tensor: valueName(logits),
      weight,
      name: layer === main?.layer ? "loss" : `loss.${layer}`,
    };
  });
}

function logitsOf(network: NetworkShapes, name: string, loss: Recipe["loss"]): string {
  const layer = layerNamed(network, name);
  check(layer !== undefined, "unknown-name", `heads: there is no layer ${name}`);
  if (loss === "mse") return name;
  const before = layer.inputs[0];
  const logits = layer.definition.name === "softmax" && before !== undefined ? before : name;
  const shape = layerNamed(network, logits)?.shape ?? network.spec.input;
  check(
    shape.length === 1,
    "shape",
    `${logits}: cross-entropy needs one number for each class, not an image`,
    "Add a flatten and a linear layer.",
  );
  return logits;
}
