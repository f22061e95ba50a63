/**
 * A network as its peers would be given it for use: batch norm folded into the convolution before
 * it (running mean 0, variance 1), dropout gone, adaptive pooling by what it amounts to. Used for
 * every peer's forward pass; this engine gets the network as it is.
 */
import { networkShapes } from "../../engine/graph/shapes";
import type { LayerSpec, NetworkSpec } from "../../engine/graph/spec";
import type { Numbers } from "./contract";

const EPS = 1e-5;

export interface Folded {
  readonly spec: NetworkSpec;
  readonly parameters: Readonly<Record<string, Numbers>>;
}

export function folded(spec: NetworkSpec, given: Readonly<Record<string, Numbers>>): Folded {
  const shapes = new Map(networkShapes(spec).layers.map((layer) => [layer.name, layer.shape]));
  const parameters: Record<string, Numbers> = { ...given };
  const layers: LayerSpec[] = [];
  const renamed = new Map<string, string>();
  let previous = "input";
  for (const layer of spec.layers) {
    const inputs = (layer.inputs ?? [previous]).map((name) => renamed.get(name) ?? name);
    previous = layer.name;
    const [before = "input"] = inputs;
    const gone =
      layer.op === "dropout" ||
      (layer.op === "adaptive_avgpool2d" && same(shapes.get(before), shapes.get(layer.name)));
    if (layer.op === "batchnorm") fold(before, layer.name, parameters);
    if (gone || layer.op === "batchnorm") renamed.set(layer.name, before);
    else
      layers.push({
        ...layer,
        inputs,
        op: layer.op === "adaptive_avgpool2d" ? "global_avgpool2d" : layer.op,
      });
  }
  const biased = layers.map((layer) =>
    parameters[`${layer.name}.b`] === undefined ? layer : { ...layer, bias: true },
  );
  return { spec: { ...spec, layers: biased }, parameters };
}

/** w·gamma/√(1 + eps), and beta as the bias. */
function fold(conv: string, norm: string, parameters: Record<string, Numbers>): void {
  const [w, gamma, beta] = [
    parameters[`${conv}.w`],
    parameters[`${norm}.gamma`],
    parameters[`${norm}.beta`],
  ];
  if (w === undefined || gamma === undefined || beta === undefined)
    throw new Error(`${norm} does not follow a convolution`);
  const each = w.data.length / (w.shape[0] ?? 1);
  const data = w.data.map(
    (value, at) => (value * (gamma.data[Math.floor(at / each)] ?? 1)) / Math.sqrt(1 + EPS),
  );
  parameters[`${conv}.w`] = { shape: w.shape, data };
  parameters[`${conv}.b`] = beta;
  delete parameters[`${norm}.gamma`];
  delete parameters[`${norm}.beta`];
}

function same(a: readonly number[] | undefined, b: readonly number[] | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.length === b.length &&
    a.every((extent, at) => extent === b[at])
  );
}
