/**
 * Edits of a network while somebody builds it: a layer put in, taken out, moved, set otherwise.
 * What comes out is a spec that may not fit together yet; examined.ts says how far it does,
 * repairs.ts what would fit. Everything that a layer was said to expect (in_channels …) is dropped,
 * since the layers before it change.
 */
import type { AttributeValue } from "../core/op";
import { sameShape, type Shape } from "../core/shape";
import { explicit, type Wired } from "./edit";
import { examined } from "./examined";
import type { LayerSpec, NetworkSpec } from "./spec";
import { EXPECTATIONS } from "./vocabulary";

/** A layer that joins two: what it reads besides the layer before it is chosen. */
export const JOINS: ReadonlySet<string> = new Set(["add", "concat", "mul"]);

/**
 * Behind a layer, whose readers then read the new one; or before one, which alone reads it then.
 */
export type Place = { readonly after: string } | { readonly before: string };

/**
 * The network with a new layer behind `after` ("input": first); what read `after` reads it. A layer
 * that joins keeps what else it reads.
 */
export function inserted(spec: NetworkSpec, after: string, layer: LayerSpec): NetworkSpec {
  const wired = explicit(spec);
  const at = wired.findIndex(({ name }) => name === after) + 1;
  const added: Wired = { ...layer, inputs: [after, ...othersOf(spec, after, layer)] };
  const reading = wired.map((one, place) =>
    place < at ? one : { ...one, inputs: replaced(one.inputs, after, layer.name) },
  );
  return rebuilt(spec, [...reading.slice(0, at), added, ...reading.slice(at)]);
}

/** The network with a new layer at a place. */
export function placed(spec: NetworkSpec, place: Place, layer: LayerSpec): NetworkSpec {
  if ("after" in place) return inserted(spec, place.after, layer);
  const layers = explicit(spec).flatMap((one): readonly Wired[] => {
    if (one.name !== place.before) return [one];
    const [source = "input", ...rest] = one.inputs;
    const inputs = [source, ...othersOf(spec, source, layer)];
    return [
      { ...layer, inputs },
      { ...one, inputs: [layer.name, ...rest] },
    ];
  });
  return rebuilt(spec, layers);
}

/** The network with a new layer that reads `source` beside those that do. */
export function branched(spec: NetworkSpec, source: string, layer: LayerSpec): NetworkSpec {
  const wired = explicit(spec);
  const at = wired.findIndex(({ name }) => name === source) + 1;
  const branch: Wired = { ...layer, inputs: [source] };
  return rebuilt(spec, [...wired.slice(0, at), branch, ...wired.slice(at)]);
}

/**
 * The network with layers joined by a new one, behind the last of them: what read that one reads
 * the join.
 */
export function joined(
  spec: NetworkSpec,
  sources: readonly string[],
  layer: LayerSpec,
): NetworkSpec {
  const placeOf = (name: string): number => spec.layers.findIndex((one) => one.name === name);
  const last = sources.reduce((far, name) => (placeOf(name) > placeOf(far) ? name : far));
  const others = sources.filter((name) => name !== last);
  return inserted(spec, last, { ...layer, inputs: [last, ...others] });
}

/** The network with a layer somewhere else; null where that changes nothing. */
export function movedTo(spec: NetworkSpec, name: string, place: Place): NetworkSpec | null {
  const layer = explicit(spec).find((one) => one.name === name);
  const beside = "after" in place ? place.after : place.before;
  if (layer === undefined || beside === name || spec.layers.length === 1) return null;
  const { heads } = spec;
  const moved = placed(removed(spec, name), place, layer);
  const next = heads === undefined ? moved : { ...moved, heads };
  return JSON.stringify(next) === JSON.stringify(rebuilt(spec, explicit(spec))) ? null : next;
}

/** The network without a layer: what read it reads what it read first. */
export function removed(spec: NetworkSpec, name: string): NetworkSpec {
  const wired = explicit(spec);
  const source = wired.find((one) => one.name === name)?.inputs[0] ?? "input";
  const layers = wired
    .filter((one) => one.name !== name)
    .map((one) => ({ ...one, inputs: replaced(one.inputs, name, source) }));
  const heads = spec.heads
    ?.map((head) => (head.layer === name ? { ...head, layer: source } : head))
    .filter(({ layer }) => layer !== "input");
  return rebuilt({ ...spec, ...(heads === undefined ? {} : { heads }) }, layers);
}

/** The network with a layer before the one that it reads; null where layers branch or join. */
export function movedUp(spec: NetworkSpec, name: string): NetworkSpec | null {
  const wired = explicit(spec);
  const layer = wired.find((one) => one.name === name);
  const before = wired.find((one) => one.name === layer?.inputs[0]);
  if (layer === undefined || before === undefined) return null;
  if (layer.inputs.length > 1 || before.inputs.length > 1) return null;
  if (wired.filter(({ inputs }) => inputs.includes(before.name)).length > 1) return null;
  const layers = wired.flatMap((one) => {
    if (one.name === name) return [];
    if (one.name === before.name)
      return [
        { ...layer, inputs: before.inputs },
        { ...before, inputs: [name] },
      ];
    return [{ ...one, inputs: replaced(one.inputs, name, before.name) }];
  });
  return rebuilt(spec, layers);
}

/** The network with a layer behind the only one that reads it; null where there is none such. */
export function movedDown(spec: NetworkSpec, name: string): NetworkSpec | null {
  const readers = explicit(spec).filter(({ inputs }) => inputs.includes(name));
  const [reader] = readers;
  return reader === undefined || readers.length > 1 ? null : movedUp(spec, reader.name);
}

export function withSetting(
  spec: NetworkSpec,
  name: string,
  key: string,
  value: AttributeValue | readonly string[],
): NetworkSpec {
  const layers = explicit(spec).map((one) => (one.name === name ? { ...one, [key]: value } : one));
  return rebuilt(spec, layers);
}

export function withInput(spec: NetworkSpec, input: Shape): NetworkSpec {
  return rebuilt({ ...spec, input }, explicit(spec));
}

/** A name that no layer has yet: conv3, fc1. */
export function freshName(spec: NetworkSpec, kind: string): string {
  const stem = STEMS[kind] ?? kind;
  for (let at = 1; ; at++)
    if (!spec.layers.some(({ name }) => name === `${stem}${at}`)) return `${stem}${at}`;
}

const STEMS: Readonly<Record<string, string>> = {
  conv2d: "conv",
  linear: "fc",
  maxpool2d: "pool",
  avgpool2d: "pool",
  global_avgpool2d: "gap",
  batchnorm: "bn",
};

function replaced(inputs: readonly string[], name: string, by: string): readonly string[] {
  return inputs.map((input) => (input === name ? by : input));
}

/** Layers that read the one before them do not say so. */
export function rebuilt(spec: NetworkSpec, wired: readonly Wired[]): NetworkSpec {
  const layers = wired.map(({ inputs, ...layer }, at): LayerSpec => {
    const kept = Object.entries(layer).filter(([key]) => !EXPECTATIONS.has(key));
    const plain = inputs.length === 1 && inputs[0] === (wired[at - 1]?.name ?? "input");
    return { ...Object.fromEntries(kept), ...(plain ? {} : { inputs }) } as LayerSpec;
  });
  return { ...spec, layers };
}

/** What a layer at a new place reads beside the layer that it stands behind. */
function othersOf(spec: NetworkSpec, after: string, { op, inputs }: LayerSpec): readonly string[] {
  if (!JOINS.has(op)) return [];
  return inputs?.slice(1) ?? [partnerOf(spec, after)];
}

/** The nearest tensor before `after` that has its shape; for a new sum. */
function partnerOf(spec: NetworkSpec, after: string): string {
  const { layers } = examined(spec);
  const at = layers.findIndex(({ spec: { name } }) => name === after);
  const shape = layers[at]?.shape?.shape ?? spec.input;
  const before = layers.slice(0, Math.max(0, at)).toReversed();
  const same = before.find((one) => one.shape !== null && sameShape(one.shape.shape, shape));
  return same?.spec.name ?? (sameShape(shape, spec.input) ? "input" : after);
}
