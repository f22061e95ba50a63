/**
 * Networks with a part left out, as plain data: what a trained network loses with it. All other
 * layers keep their names, and with them their weights.
 *
 *   a layer   who read it reads what it read (its first input)
 *   a wire    a layer that joins several (add, concat) reads the others only; where one is left, an
 *             add passes it on unchanged
 *
 * Errors: LabError "unknown-name" (no such layer or wire), "spec" (the last layer, the only input
 * of a layer), "shape" and "channels" where what is left does not fit together, by the layer's
 * name.
 */
import { check, LabError } from "../core/errors";
import { format, sameShape } from "../core/shape";
import { networkShapes, weightShapes } from "./shapes";
import type { LayerSpec, NetworkSpec } from "./spec";
import { didYouMean } from "./suggest";

export interface Wire {
  /** A layer's name, or "input". */
  readonly from: string;
  readonly to: string;
}

/** The network without some layers. */
export function withoutLayers(spec: NetworkSpec, names: readonly string[]): NetworkSpec {
  const wired = explicit(spec);
  for (const name of names) find(wired, name);
  const gone = new Set(names);
  const ends = spec.heads?.map(({ layer }) => layer) ?? [spec.layers.at(-1)?.name ?? ""];
  for (const end of ends)
    check(!gone.has(end), "spec", `${end} is an end of the network: it stays`);
  const source = new Map<string, string>();
  const resolved = (name: string): string => source.get(name) ?? name;
  const layers: LayerSpec[] = [];
  for (const layer of wired) {
    const inputs = layer.inputs.map(resolved);
    if (gone.has(layer.name)) source.set(layer.name, inputs[0] ?? "input");
    else layers.push({ ...layer, inputs });
  }
  return checked(spec, layers);
}

/** The network without one wire into a layer that joins several. */
export function withoutWire(spec: NetworkSpec, { from, to }: Wire): NetworkSpec {
  const wired = explicit(spec);
  const joint = find(wired, to);
  const at = joint.inputs.indexOf(from);
  if (at < 0)
    throw new LabError(
      "unknown-name",
      `${to} does not read "${from.slice(0, 60)}"`,
      `It reads ${joint.inputs.join(", ")}.`,
    );
  const rest = joint.inputs.filter((_, place) => place !== at);
  check(
    rest.length > 0 && (joint.op === "add" || joint.op === "concat"),
    "spec",
    `${to} needs all that it reads`,
    "A wire can be cut where an add or a concat joins several.",
  );
  const passes = joint.op === "add" && rest.length === 1;
  const left: LayerSpec = passes
    ? { name: to, op: "identity", inputs: rest }
    : { ...joint, inputs: rest };
  const layers = wired.map((layer) => (layer.name === to ? left : layer));
  return checked(spec, layers);
}

export type Wired = LayerSpec & { readonly inputs: readonly string[] };

/** Every layer with what it reads written out: leaving one out then moves no other wire. */
export function explicit({ layers }: NetworkSpec): readonly Wired[] {
  return layers.map((layer, at) => ({
    ...layer,
    inputs: layer.inputs ?? [layers[at - 1]?.name ?? "input"],
  }));
}

function find(layers: readonly Wired[], name: string): Wired {
  const found = layers.find((layer) => layer.name === name);
  if (found !== undefined) return found;
  const known = layers.map((layer) => layer.name);
  throw new LabError(
    "unknown-name",
    `there is no layer "${name.slice(0, 60)}"`,
    didYouMean(name, known),
  );
}

/** The edited network, whose layers must still take the weights that they had. */
function checked(before: NetworkSpec, layers: readonly LayerSpec[]): NetworkSpec {
  const edited = { ...before, layers };
  const had = weightShapes(networkShapes(before));
  for (const [name, shape] of weightShapes(networkShapes(edited))) {
    const old = had.get(name) ?? shape;
    check(
      sameShape(old, shape),
      "shape",
      `${name}: what is left needs ${format(shape)}, the network had ${format(old)}`,
    );
  }
  return edited;
}
