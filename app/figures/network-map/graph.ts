/**
 * A network as numbers: its layers by place, who reads whom, and what lies between a fork and a
 * join. Place −1 is the picture that goes in. Pure.
 */
import type { LayerShape, NetworkShapes } from "../../../engine/graph/shapes";

/** Places first … last, both counted. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export interface Graph {
  readonly layers: readonly LayerShape[];
  /** Places that a layer reads, without repeats. */
  readonly sources: readonly (readonly number[])[];
  /** Places that read a layer. */
  readonly readers: readonly (readonly number[])[];
}

export const PICTURE = -1;

export function graphOf({ layers }: NetworkShapes): Graph {
  const places = new Map(layers.map((layer, place) => [layer.name, place]));
  const sources = layers.map((layer) => [
    ...new Set(layer.inputs.map((name) => places.get(name) ?? PICTURE)),
  ]);
  const readers: number[][] = layers.map(() => []);
  for (const [place, read] of sources.entries())
    for (const source of read) readers[source]?.push(place);
  return { layers, sources, readers };
}

export function contains({ first, last }: Span, place: number): boolean {
  return first <= place && place <= last;
}

/** Layers outside of a span that it reads. */
export function readsFrom(graph: Graph, span: Span): ReadonlySet<number> {
  const found = new Set<number>();
  for (let place = span.first; place <= span.last; place++)
    for (const source of graph.sources[place] ?? []) if (!contains(span, source)) found.add(source);
  return found;
}

/** Layers of a span that are read outside of it. */
export function readOutside(graph: Graph, span: Span): ReadonlySet<number> {
  const found = new Set<number>();
  for (let place = span.first; place <= span.last; place++)
    if ((graph.readers[place] ?? []).some((reader) => !contains(span, reader))) found.add(place);
  return found;
}

/**
 * What lies between a fork and the layer that joins its branches, for every layer that reads
 * several: the branches and the join, without the fork. Only where nothing else enters or leaves.
 */
export function forkedSpans(graph: Graph): readonly Span[] {
  const above = dominators(graph);
  return graph.sources.flatMap((read, join) => {
    if (read.length < 2) return [];
    const fork = above[join] ?? PICTURE;
    const branches = ancestors(graph, join, fork);
    const span = { first: Math.min(...branches), last: join };
    const whole = branches.size === join - span.first + 1;
    const closed =
      [...readsFrom(graph, span)].every((source) => source === fork) &&
      [...readOutside(graph, span)].every((place) => place === join);
    return whole && closed ? [span] : [];
  });
}

/** Runs of layers that do not lead to the network's output: heads beside the main path. */
export function sideSpans(graph: Graph): readonly Span[] {
  const main = ancestors(graph, graph.layers.length - 1, PICTURE);
  const spans: Span[] = [];
  for (let first = 0; first < graph.layers.length; first++) {
    if (main.has(first)) continue;
    let last = first;
    while (last + 1 < graph.layers.length && !main.has(last + 1)) last++;
    if (last > first && readsFrom(graph, { first, last }).size === 1) spans.push({ first, last });
    first = last;
  }
  return spans;
}

/** A layer and all that it depends on, as far as `until`, which is not counted. */
function ancestors(graph: Graph, from: number, until: number): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [from];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (place <= until || found.has(place)) continue;
    found.add(place);
    open.push(...(graph.sources[place] ?? []));
  }
  return found;
}

/** For each layer the last one through which every path to it leads. */
function dominators({ sources }: Graph): readonly number[] {
  const above: number[] = [];
  const meet = (one: number, other: number): number => {
    let [a, b] = [one, other];
    while (a !== b) {
      if (a > b) a = above[a] ?? PICTURE;
      else b = above[b] ?? PICTURE;
    }
    return a;
  };
  for (const read of sources) above.push(read.reduce(meet, read[0] ?? PICTURE));
  return above;
}
