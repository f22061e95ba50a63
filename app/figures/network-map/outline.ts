/**
 * The tree of a network, from its layers' names and its graph, whatever the network: equal blocks
 * in a row are a group, numbered lists of blocks (`layer3.0 … layer3.35`) a stage; where names say
 * nothing, the resolution makes the stages. Pure.
 */
import { t } from "../../language/words";
import type { NetworkShapes } from "../../../engine/graph/shapes";
import { type Graph, graphOf, PICTURE, type Span } from "./graph";
import { INPUT, type Item, type Outline } from "./item";
import { listOf } from "./names";
import { blockSpans, itemOf, tile } from "./tile";
import { contents } from "./words";

/** Up to so many items are drawn one by one; more are put into stages. */
const FEW = 12;
/** So many equal items in a row are one. */
const REPEATS = { block: 3, module: 4, layer: 4 } as const;

const known = new WeakMap<NetworkShapes, Outline>();

export function outline(network: NetworkShapes): Outline {
  const found = known.get(network) ?? made(network);
  known.set(network, found);
  return found;
}

function made(network: NetworkShapes): Outline {
  const graph = graphOf(network);
  const all = { first: 0, last: graph.layers.length - 1 };
  const parts = tile(graph, all, blockSpans(graph), "");
  const blocks = parts.filter(({ level }) => level === "block").length;
  const stages = parts.length > FEW || blocks > 3 ? staged(graph, parts) : grouped(graph, parts);
  const root: Item = {
    id: "network:",
    level: "network",
    first: PICTURE,
    last: all.last,
    name: network.spec.name,
    label: network.spec.name,
    says: contents(stages),
    children: [picture(), ...stages],
  };
  return indexed(network, graph, root);
}

function picture(): Item {
  const place = { first: PICTURE, last: PICTURE };
  return { ...itemOf("layer", place, { name: INPUT, around: "", says: "" }, []), id: INPUT };
}

/** Names that two items would share get a number, so that an id means one item. */
function indexed(network: NetworkShapes, graph: Graph, tree: Item): Outline {
  const items = new Map<string, Item>();
  const around = new Map<string, Item>();
  const visit = (item: Item): Item => {
    let id = item.id;
    for (let number = 2; items.has(id); number++) id = `${item.id}#${number}`;
    items.set(id, item);
    const children = item.children.map(visit);
    const own = { ...item, id, children };
    items.set(id, own);
    for (const child of children) around.set(child.id, own);
    return own;
  };
  const root = visit(tree);
  return { network, graph, root, items, around };
}

function staged(graph: Graph, parts: readonly Item[]): readonly Item[] {
  let main: Item | undefined;
  const runs = split(parts, (before, next) => {
    main = isSide(graph, before) ? main : before;
    return isSide(graph, next) || (main !== undefined && sameStage(graph, main, next));
  });
  let unnamed = 0;
  return runs.flatMap((run) => {
    const blocks = run.filter(({ level }) => level === "block");
    if (blocks.length < 2 && run.length < 3) return grouped(graph, run);
    if (isVector(graph, run[0]) && run.length < 5) return grouped(graph, run);
    const name = stageName(blocks) ?? t("Stage {number}", { number: ++unnamed });
    return [wrapped("stage", run, name, grouped(graph, run))];
  });
}

/** A block that leads nowhere: an auxiliary head. It hangs on the stage it reads. */
function isSide({ readers, layers }: Graph, { level, last }: Item): boolean {
  return level === "block" && last < layers.length - 1 && readers[last]?.length === 0;
}

function stageName(blocks: readonly Item[]): string | null {
  const lists = new Set(blocks.map((item) => listOf(item.name)));
  const [name = null] = lists;
  return lists.size === 1 ? name : null;
}

/**
 * Numbered blocks of one list stand together. Otherwise a stage is a run of one resolution, and the
 * pooling that ends it.
 */
function sameStage(graph: Graph, one: Item, next: Item): boolean {
  const [list, following] = [blockList(one), blockList(next)];
  if (list !== null || following !== null) return list === following;
  const before = resolution(graph, one.last);
  if (before === resolution(graph, next.last)) return !shrinks(graph, one);
  return isPool(graph, next) && !shrinks(graph, one) && before !== "";
}

function blockList({ level, name }: Item): string | null {
  return level === "block" ? listOf(name) : null;
}

function shrinks(graph: Graph, item: Item): boolean {
  const before = graph.layers[item.first]?.inputShapes[0]?.slice(1).join("×");
  return isPool(graph, item) && before !== resolution(graph, item.last);
}

function isPool({ layers }: Graph, { first, last }: Item): boolean {
  const layer = layers[first];
  return (
    first === last &&
    layer !== undefined &&
    layer.parameterCount === 0 &&
    layer.definition.window?.(layer.attributes) !== undefined
  );
}

function isVector({ layers }: Graph, item: Item | undefined): boolean {
  return (layers[item?.last ?? -1]?.shape.length ?? 3) < 3;
}

/** Height and width; a list of numbers has none. */
function resolution({ layers }: Graph, place: number): string {
  return layers[place]?.shape.slice(1).join("×") ?? "";
}

/** Equal items in a row become one, unless they are all there is. */
function grouped(graph: Graph, items: readonly Item[]): readonly Item[] {
  const runs = split(items, (one, next) => signature(graph, one) === signature(graph, next));
  return runs.flatMap((run) => {
    const [first] = run;
    const least =
      REPEATS[first?.level === "block" || first?.level === "module" ? first.level : "layer"];
    if (first === undefined || run.length < least || run.length === items.length) return run;
    return [
      wrapped(
        "group",
        run,
        t("{name} to {last}", { name: first.name, last: run.at(-1)?.name ?? "" }),
        run,
      ),
    ];
  });
}

function wrapped(
  level: "stage" | "group",
  run: readonly Item[],
  name: string,
  children: readonly Item[],
): Item {
  const span: Span = { first: run[0]?.first ?? 0, last: run.at(-1)?.last ?? 0 };
  return itemOf(level, span, { name, around: "", says: contents(run) }, children);
}

/** Equal for items that compute the same from inputs of the same shape. */
function signature({ layers, sources }: Graph, { level, first, last }: Item): string {
  return JSON.stringify([
    level,
    layers
      .slice(first, last + 1)
      .map((layer, at) => [
        layer.definition.name,
        layer.attributes,
        layer.inputShapes,
        (sources[first + at] ?? []).map((source) => Math.max(-1, source - first)),
      ]),
  ]);
}

function split<Value>(
  values: readonly Value[],
  together: (one: Value, next: Value) => boolean,
): readonly (readonly Value[])[] {
  const runs: Value[][] = [];
  for (const [at, value] of values.entries()) {
    const before = values[at - 1];
    const run = runs.at(-1);
    if (run !== undefined && before !== undefined && together(before, value)) run.push(value);
    else runs.push([value]);
  }
  return runs;
}
