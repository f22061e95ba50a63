/** Layers of a graph -> the network that its results need. */
import type { Shape } from "../../core/shape";
import type { LayerSpec, NetworkSpec } from "../../graph/spec";
import type { TensorValue } from "./values";

/** The first result comes last; a layer that reads the one before it does not say so. */
export function assembled(
  layers: readonly LayerSpec[],
  input: Shape,
  results: readonly TensorValue[],
): NetworkSpec {
  const needed = new Set(results.map(({ layer }) => layer));
  for (const [at, { name, inputs }] of [...layers.entries()].toReversed())
    if (needed.has(name))
      for (const one of inputs ?? [layers[at - 1]?.name ?? "input"]) needed.add(one);
  const main = results[0]?.layer;
  const kept = layers.flatMap((layer, at) =>
    needed.has(layer.name)
      ? [{ ...layer, inputs: layer.inputs ?? [layers[at - 1]?.name ?? "input"] }]
      : [],
  );
  const ordered = [
    ...kept.filter(({ name }) => name !== main),
    ...kept.filter(({ name }) => name === main),
  ];
  const chained = ordered.map(({ inputs, ...layer }, at): LayerSpec => {
    const isNext = inputs.length === 1 && inputs[0] === (ordered[at - 1]?.name ?? "input");
    return isNext ? (layer as LayerSpec) : ({ ...layer, inputs } as LayerSpec);
  });
  const heads = results.map(({ layer }) => ({ layer, weight: 1 }));
  return {
    format: 1,
    name: "model",
    input,
    layers: chained,
    ...(results.length > 1 ? { heads } : {}),
  };
}
