/**
 * About how many terms a number of a layer is made of, from shapes alone: what has too many is not
 * written out. Pure.
 */
import { size } from "../../../../engine/core/shape";
import type { LayerShape, NetworkShapes } from "../../../../engine/graph/shapes";

/** More than this cannot be read, and would take seconds to set. */
const MOST_TERMS = 5000;

/** Each of their numbers depends on all of them, more than once. */
const WHOLE: ReadonlySet<string> = new Set(["softmax", "log_softmax", "layernorm", "groupnorm"]);

function termsOf({ definition, inputShapes, parameters, attributes }: LayerShape): number {
  const [first = []] = inputShapes;
  if (WHOLE.has(definition.name)) return size(first) ** 2;
  const [, ...each] = parameters["w"] ?? [];
  if (each.length > 0) return size(each);
  const { kernel } = definition.window?.(attributes) ?? {};
  if (kernel !== undefined) return size(kernel);
  return definition.name.startsWith("global_") ? size(first.slice(1)) : 1;
}

/** The layer whose number this is, where it has too many terms. */
export function tooLong({ layers }: NetworkShapes, tensor: string): LayerShape | null {
  const layer = layers.find(({ name }) => `${name}.y` === tensor);
  return layer !== undefined && termsOf(layer) > MOST_TERMS ? layer : null;
}

/** Layers that read this tensor and whose numbers all depend on each of its own. */
export function wholeReaders({ layers }: NetworkShapes, tensor: string): readonly string[] {
  return layers
    .filter(
      (layer) =>
        WHOLE.has(layer.definition.name) &&
        termsOf(layer) > MOST_TERMS &&
        layer.inputs.some((input) => `${input}.y` === tensor),
    )
    .map(({ name }) => name);
}
