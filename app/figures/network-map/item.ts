/**
 * A network as a tree: stages of blocks of modules of layers. Every item is a run of layers in the
 * order of the network, so that order holds however the tree is folded.
 */
import type { NetworkShapes } from "../../../engine/graph/shapes";
import type { Graph, Span } from "./graph";

export const LEVELS = ["network", "stage", "group", "block", "module", "layer"] as const;
export type Level = (typeof LEVELS)[number];

export interface Item extends Span {
  /** A layer's name, "input" for the picture, or the level and a name: "stage:layer3". */
  readonly id: string;
  readonly level: Level;
  /** As in the network's code where that has a name for it. */
  readonly name: string;
  /** The name as it is written inside the item around it. */
  readonly label: string;
  /** What it is or what is in it: "bottleneck block × 36". */
  readonly says: string;
  /** None for a layer. */
  readonly children: readonly Item[];
}

export interface Outline {
  readonly network: NetworkShapes;
  readonly graph: Graph;
  readonly root: Item;
  readonly items: ReadonlyMap<string, Item>;
  /** The item around an item; the root has none. */
  readonly around: ReadonlyMap<string, Item>;
}

export const INPUT = "input";

export function foldable(item: Item): boolean {
  return item.children.length > 0;
}

/** From the outermost to the item itself, without the network. */
export function pathTo({ items, around }: Outline, id: string): readonly Item[] {
  const path: Item[] = [];
  for (let item = items.get(id); item !== undefined; item = around.get(item.id))
    if (item.level !== "network") path.unshift(item);
  return path;
}
