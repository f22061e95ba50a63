/**
 * A net of `cifarNetwork` put together anew: blocks in another order, without their two layers or
 * without their wire. Layers keep their names, so that the weights of the whole net fit by name.
 *
 *   whole          y = act(F(x) + x)     plain: y = act(F(x))
 *   without layers y = act(x)            plain: the block is gone, y = x
 *   without wire   y = act(F(x))
 *
 * Where the shape changes, x is every second pixel with channels of zeros behind ("option A").
 */
import { check } from "../../core/errors";
import type { LayerSpec, NetworkSpec } from "../spec";

export interface Rebuilding {
  /** Names of the blocks, "s1b1", in the order in which x passes them. */
  readonly order: readonly string[];
  /** Blocks without their two layers. */
  readonly without: ReadonlySet<string>;
  /** Blocks without their wire. */
  readonly cut: ReadonlySet<string>;
}

/** Names of the blocks of a net of the family, in its own order. */
export function blocksOf(spec: NetworkSpec): readonly string[] {
  return [...new Set(spec.layers.flatMap(({ name }) => blockOf(name) ?? []))];
}

function blockOf(layer: string): string | undefined {
  return /^(s\d+b\d+)\./.exec(layer)?.[1];
}

/** Throws LabError "spec" for a block that would have neither layers nor wire. */
export function rebuilt(spec: NetworkSpec, { order, without, cut }: Rebuilding): NetworkSpec {
  const { layers } = spec;
  const first = layers.findIndex(({ name }) => blockOf(name) !== undefined);
  const last = layers.findLastIndex(({ name }) => blockOf(name) !== undefined);
  let before = layers[first - 1]?.name ?? "input";
  const body = order.flatMap((block) => {
    const own = layers.filter(({ name }) => blockOf(name) === block);
    const kept = keptOf(own, block, before, without.has(block), cut.has(block));
    before = kept.at(-1)?.name ?? before;
    return kept;
  });
  const [next, ...rest] = layers.slice(last + 1);
  const tail = next === undefined ? [] : [{ ...next, inputs: [before] }, ...rest];
  return { ...spec, layers: [...layers.slice(0, first), ...body, ...tail] };
}

/** What stays of a block that reads `before`. */
function keptOf(
  own: readonly LayerSpec[],
  block: string,
  before: string,
  isWithout: boolean,
  isCut: boolean,
): readonly LayerSpec[] {
  const [sum, end] = [own.find(({ op }) => op === "add"), own.at(-1)];
  check(
    !(isWithout && isCut) && end !== undefined,
    "spec",
    `nothing would pass ${block}: it has neither layers nor wire`,
  );
  const shortcut = own.filter(({ op }) => op === "pad_channels").map((one) => reading(one, before));
  const wire = shortcut[0]?.name ?? before;
  if (isWithout) return sum === undefined ? [] : [...shortcut, reading(end, wire)];
  const branch = own.filter((one) => one !== sum && one !== end && one.op !== "pad_channels");
  const [entry, ...inner] = branch;
  const main = branch.at(-1)?.name ?? before;
  const layers = [...(entry === undefined ? [] : [reading(entry, before)]), ...inner];
  if (sum === undefined || isCut) return [...layers, reading(end, main)];
  const joined = { ...sum, inputs: [main, wire] };
  return [...layers, ...shortcut, joined, reading(end, joined.name)];
}

function reading(layer: LayerSpec, from: string): LayerSpec {
  return { ...layer, inputs: [from] };
}
