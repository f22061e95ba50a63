/**
 * What can be left out of a network that is trained, one thing at a time: a layer, a wire into a
 * sum or a stack, or a channel of a layer. The rest keeps its weights. Pure.
 *
 * A channel is left out by its filter: weights and bias become 0, and where batch normalisation
 * alone reads the layer, its scale and shift of this channel too. A wire into a stack of channels
 * carries 0 when it is cut: what reads the stack wants as many channels as before.
 */
import { t } from "../../../language/words";
import { LabError } from "../../../../engine/core/errors";
import { explicit, type Wire, withoutLayers, withoutWire } from "../../../../engine/graph/edit";
import { freshName } from "../../../../engine/graph/change";
import { type NetworkShapes, networkShapes } from "../../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../../engine/graph/spec";
import type { Weights } from "../../../../engine/train/weights";

export interface Silenced {
  readonly layer: string;
  readonly channel: number;
}

export interface Cut {
  /** "conv1", "input → sum", "channel 3". */
  readonly name: string;
  readonly spec: NetworkSpec;
  readonly silenced?: Silenced;
  /** A layer of `spec` that gives 0 whatever it reads. */
  readonly zero?: string;
}

/** More are not measured at once. */
const MOST_CUTS = 256;

/** Layers that the rest still computes without. */
export function layerCuts({ spec, layers }: NetworkShapes): readonly Cut[] {
  return layers.flatMap(({ name }) => {
    const without = tried(() => withoutLayers(spec, [name]));
    return without === null ? [] : [{ name, spec: without }];
  });
}

/** Wires into layers that join several. */
export function wireCuts({ spec }: NetworkShapes): readonly Cut[] {
  const wires: Wire[] = explicit(spec).flatMap(({ name, inputs }) =>
    inputs.length < 2 ? [] : inputs.map((from) => ({ from, to: name })),
  );
  return wires.flatMap((wire) => {
    const name = `${wire.from} → ${wire.to}`;
    const { op } = spec.layers.find((layer) => layer.name === wire.to) ?? {};
    if (op === "concat") return [{ name, ...withZero(spec, wire) }];
    const without = tried(() => withoutWire(spec, wire));
    return without === null ? [] : [{ name, spec: without }];
  });
}

/** Normalisation without scale and shift gives 0, for pictures and for rows of numbers. */
function withZero(spec: NetworkSpec, { from, to }: Wire): Pick<Cut, "spec" | "zero"> {
  const zero = freshName(spec, "zero");
  const layers = explicit(spec).flatMap((layer) =>
    layer.name === to
      ? [
          { name: zero, op: "batchnorm", inputs: [from] },
          { ...layer, inputs: layer.inputs.map((input) => (input === from ? zero : input)) },
        ]
      : [layer],
  );
  return { spec: { ...spec, layers }, zero };
}

/** The weights of the network with the cut. `weights` by name, "conv1.w". */
export function cutWeights(weights: Weights, spec: NetworkSpec, cut: Cut): Weights {
  const { zero, silenced } = cut;
  if (silenced !== undefined) return silencedWeights(weights, spec, silenced);
  if (zero === undefined) return weights;
  const channels = networkShapes(cut.spec).layers.find(({ name }) => name === zero)?.shape[0] ?? 0;
  const slots = [
    ["gamma", 0],
    ["beta", 0],
    ["running_mean", 0],
    ["running_var", 1],
  ] as const;
  const added = slots.map(
    ([slot, value]) => [`${zero}.${slot}`, new Float32Array(channels).fill(value)] as const,
  );
  return new Map([...weights, ...added]);
}

/** Layers with weights, whose channels can be left out; the last one gives the classes. */
export function channelLayers({ layers, output }: NetworkShapes): readonly string[] {
  return layers
    .filter(({ kind }) => kind === "conv2d" || kind === "linear")
    .map(({ name }) => name)
    .filter((name) => name !== output.name);
}

export function channelCuts({ spec, layers }: NetworkShapes, layer: string): readonly Cut[] {
  const channels = layers.find(({ name }) => name === layer)?.shape[0] ?? 0;
  return Array.from({ length: Math.min(channels, MOST_CUTS) }, (_, channel) => ({
    name: t("channel {channel}", { channel }),
    spec,
    silenced: { layer, channel },
  }));
}

/** The same weights, those of the channel 0. `weights` by name, "conv1.w". */
export function silencedWeights(
  weights: Weights,
  spec: NetworkSpec,
  { layer, channel }: Silenced,
): Weights {
  const readers = explicit(spec).filter(({ inputs }) => inputs.includes(layer));
  const [only] = readers;
  const norm = readers.length === 1 && only?.op === "batchnorm" ? only.name : null;
  const names = [
    `${layer}.w`,
    `${layer}.b`,
    ...(norm === null ? [] : [`${norm}.gamma`, `${norm}.beta`]),
  ];
  const channels = weights.get(`${norm ?? layer}.${norm === null ? "b" : "beta"}`)?.length;
  const result = new Map(weights);
  for (const name of names) {
    const data = weights.get(name);
    if (data === undefined) continue;
    const each = data.length / (channels ?? channelsOf(spec, layer));
    result.set(name, data.slice().fill(0, channel * each, (channel + 1) * each));
  }
  return result;
}

function channelsOf(spec: NetworkSpec, layer: string): number {
  const found = spec.layers.find(({ name }) => name === layer);
  return Number(found?.["out_channels"] ?? found?.["out_features"] ?? 1);
}

function tried(cut: () => NetworkSpec): NetworkSpec | null {
  try {
    return cut();
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}
