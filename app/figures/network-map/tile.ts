/**
 * The layers of a network as items, from the inside out: a layer with weights and what is done to
 * its numbers in place are one module; what lies between a fork and a join is a block. Pure.
 */
import { type Graph, forkedSpans, readOutside, readsFrom, sideSpans, type Span } from "./graph";
import { type Item, type Level } from "./item";
import { localName, namedSpans, ownName } from "./names";
import { blockWords, layerWords } from "./words";

/** Blocks within blocks: each a run of layers, none crossing another. */
export function blockSpans(graph: Graph): readonly Span[] {
  const found: Span[] = [];
  const add = (span: Span): void => {
    if (found.every((other) => nested(span, other))) found.push(span);
  };
  for (const span of forkedSpans(graph)) add(withTail(graph, span));
  for (const span of sideSpans(graph)) add(span);
  for (const span of namedSpans(graph)) if (isModule(graph, span)) add(span);
  return found;
}

/** Items that cover first … last without a gap. */
export function tile(
  graph: Graph,
  span: Span,
  blocks: readonly Span[],
  around: string,
): readonly Item[] {
  const inner = blocks.filter(
    (block) => block.first >= span.first && block.last <= span.last && !same(block, span),
  );
  const items: Item[] = [];
  for (let place = span.first; place <= span.last; place = (items.at(-1)?.last ?? place) + 1) {
    const block = inner
      .filter(({ first }) => first === place)
      .toSorted((a, b) => b.last - a.last)[0];
    if (block !== undefined) {
      items.push(blockItem(graph, block, inner, around));
      continue;
    }
    const before = Math.min(span.last + 1, ...startsAfter(inner, place));
    items.push(moduleItem(graph, moduleFrom(graph, place, before - 1), around));
  }
  return items;
}

export function itemOf(
  level: Level,
  span: Span,
  words: { readonly name: string; readonly around: string; readonly says: string },
  children: readonly Item[],
): Item {
  const { name, around, says } = words;
  return {
    id: `${level}:${name}`,
    level,
    ...span,
    name,
    label: localName(name, around),
    says,
    children,
  };
}

function startsAfter(blocks: readonly Span[], place: number): readonly number[] {
  return blocks.map(({ first }) => first).filter((first) => first > place);
}

function blockItem(graph: Graph, span: Span, blocks: readonly Span[], around: string): Item {
  const name = ownName(graph, span) ?? nameAt(graph, span.last);
  const children = tile(graph, span, blocks, name);
  const [only, ...others] = children;
  if (only !== undefined && others.length === 0) return only;
  return itemOf("block", span, { name, around, says: blockWords(graph, span) }, children);
}

function moduleItem(graph: Graph, span: Span, around: string): Item {
  const main = mainOf(graph, span);
  if (span.first === span.last) return layerItem(graph, span.first, around);
  const own = ownName(graph, span);
  const name = own === null || own === around ? nameAt(graph, main) : own;
  const says = layerWords(graph.layers[main]);
  const children: Item[] = [];
  for (let place = span.first; place <= span.last; place++)
    children.push(layerItem(graph, place, own ?? around));
  return itemOf("module", span, { name, around, says }, children);
}

function layerItem(graph: Graph, place: number, around: string): Item {
  const name = nameAt(graph, place);
  const says = layerWords(graph.layers[place]);
  return {
    ...itemOf("layer", { first: place, last: place }, { name, around, says }, []),
    id: name,
  };
}

/**
 * A module begins with what only reorders numbers before a layer with weights, and goes on with
 * what keeps their shape after it.
 */
function moduleFrom(graph: Graph, first: number, end: number): Span {
  let main = first;
  while (main < end && reorders(graph, main) && follows(graph, main + 1)) main++;
  if (!hasWeights(graph, main)) return { first, last: first };
  let last = main;
  while (last < end && follows(graph, last + 1) && keepsShape(graph, last + 1)) last++;
  return { first, last };
}

function mainOf(graph: Graph, { first, last }: Span): number {
  for (let place = first; place <= last; place++) if (hasWeights(graph, place)) return place;
  return first;
}

/** The layer that is what comes before it goes to, and nothing else. */
function follows({ sources, readers }: Graph, place: number): boolean {
  return (
    sources[place]?.length === 1 &&
    sources[place][0] === place - 1 &&
    readers[place - 1]?.length === 1
  );
}

function reorders({ layers }: Graph, place: number): boolean {
  const kind = layers[place]?.definition.name;
  return kind === "flatten" || kind === "dropout";
}

/** Has a matrix or kernels of weights: not only a number for each channel. */
export function hasWeights({ layers }: Graph, place: number): boolean {
  return Object.values(layers[place]?.parameters ?? {}).some((shape) => shape.length > 1);
}

function keepsShape(graph: Graph, place: number): boolean {
  const layer = graph.layers[place];
  if (layer === undefined || hasWeights(graph, place)) return false;
  const [before] = layer.inputShapes;
  return (
    layer.definition.window?.(layer.attributes) === undefined &&
    layer.inputs.length === 1 &&
    before?.join("×") === layer.shape.join("×") &&
    layer.definition.name !== "flatten"
  );
}

/** A block ends after the activation that follows its join. */
function withTail(graph: Graph, { first, last }: Span): Span {
  const next = last + 1;
  const tail =
    next < graph.layers.length &&
    follows(graph, next) &&
    keepsShape(graph, next) &&
    graph.layers[next]?.parameterCount === 0;
  return { first, last: tail ? next : last };
}

/** Something enters at one place, leaves at one, and there are at least two layers with weights. */
function isModule(graph: Graph, span: Span): boolean {
  let weights = 0;
  for (let place = span.first; place <= span.last; place++) if (hasWeights(graph, place)) weights++;
  const name = ownName(graph, span);
  return (
    weights > 1 &&
    name !== null &&
    readsFrom(graph, span).size === 1 &&
    [...readOutside(graph, span)].every((place) => place === span.last)
  );
}

function nameAt({ layers }: Graph, place: number): string {
  return layers[place]?.name ?? "";
}

function same(one: Span, other: Span): boolean {
  return one.first === other.first && one.last === other.last;
}

function nested(one: Span, other: Span): boolean {
  const apart = one.last < other.first || other.last < one.first;
  const inside = one.first >= other.first && one.last <= other.last;
  const outside = one.first <= other.first && one.last >= other.last;
  return (apart || inside || outside) && !same(one, other);
}
