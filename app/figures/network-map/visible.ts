/**
 * What of an outline is seen when some of its items are open, and which edges the graph induces
 * between what is seen. Pure.
 */
import type { Shape } from "../../../engine/core/shape";
import { PICTURE } from "./graph";
import { foldable, type Item, LEVELS, type Level, type Outline } from "./item";

/** Ids of open items. The network itself is always open. */
export type Opened = ReadonlySet<string>;

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Place of the layer whose output it carries; −1 for the picture. */
  readonly tensor: number;
}

export function isOpen(item: Item, opened: Opened): boolean {
  return item.level === "network" || (foldable(item) && opened.has(item.id));
}

/** Folded items and layers, in the order of the network: together they are every layer once. */
export function visibleItems(outline: Outline, opened: Opened): readonly Item[] {
  const found: Item[] = [];
  const visit = (item: Item): void => {
    if (isOpen(item, opened)) for (const child of item.children) visit(child);
    else found.push(item);
  };
  visit(outline.root);
  return found;
}

/** Open and folded items as a reader meets them: each open one before what is in it. */
export function shownItems(outline: Outline, opened: Opened): readonly Item[] {
  const found: Item[] = [];
  const visit = (item: Item): void => {
    if (item.level !== "network") found.push(item);
    if (isOpen(item, opened)) for (const child of item.children) visit(child);
  };
  visit(outline.root);
  return found;
}

/** One edge for each tensor that passes from one visible item to another. */
export function visibleEdges(outline: Outline, opened: Opened): readonly Edge[] {
  const owner = new Map<number, string>();
  for (const item of visibleItems(outline, opened))
    for (let place = item.first; place <= item.last; place++) owner.set(place, item.id);
  const edges = new Map<string, Edge>();
  for (const [place, sources] of outline.graph.sources.entries())
    for (const tensor of sources) {
      const [from = "", to = ""] = [owner.get(tensor), owner.get(place)];
      if (from !== to) edges.set(`${from} ${to} ${tensor}`, { from, to, tensor });
    }
  return [...edges.values()];
}

export function shapeOf({ network, graph }: Outline, place: number): Shape {
  return place === PICTURE ? network.spec.input : (graph.layers[place]?.shape ?? []);
}

/** "64×56×56": channels, height, width. */
export function shapeText(outline: Outline, place: number): string {
  const shape = shapeOf(outline, place);
  const known = written.get(shape);
  if (known !== undefined) return known;
  const text = shape.join("×");
  written.set(shape, text);
  return text;
}

const written = new WeakMap<Shape, string>();

export interface Depth {
  readonly level: Level;
  readonly title: string;
  readonly opened: Opened;
}

const TITLES: Partial<Record<Level, string>> = {
  stage: "Stages",
  block: "Blocks",
  module: "Modules",
  layer: "Layers",
};

/** How far a network can be opened at once; steps that would show the same are one. */
export function depths(outline: Outline): readonly Depth[] {
  const found: Depth[] = [];
  for (const [level, title] of Object.entries(TITLES)) {
    const depth = LEVELS.indexOf(level as Level);
    const opened = new Set<string>();
    for (const item of outline.items.values()) {
      const group = item.level === "group" ? depth > LEVELS.indexOf("block") : true;
      const above = item.level !== "network" && LEVELS.indexOf(item.level) < depth;
      if (foldable(item) && group && above) opened.add(item.id);
    }
    const shown = visibleItems(outline, opened).length;
    const before = found.at(-1);
    const known = before === undefined ? -1 : visibleItems(outline, before.opened).length;
    if (shown === known) found.pop();
    found.push({ level: level as Level, title, opened });
  }
  return found;
}

const BETWEEN = "~";

/** What is open as text: a level's name (`depths`), or the items' ids. */
export function openedText(outline: Outline, opened: Opened): string {
  const level = depths(outline).find((step) => same(step.opened, opened));
  return level?.level ?? [...opened].join(BETWEEN);
}

/** The inverse; what is not known is left out, and an empty text is null. */
export function openedIn(outline: Outline, text: string): Opened | null {
  if (text === "") return null;
  const level = depths(outline).find((step) => step.level === text);
  return level?.opened ?? new Set(text.split(BETWEEN).filter((id) => outline.items.has(id)));
}

export function same(one: Opened, other: Opened): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id));
}

/** With an item open or folded; what is in a folded item stays as it was. */
export function toggled(opened: Opened, id: string): Opened {
  const next = new Set(opened);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** With everything around an item open, so that it is seen. */
export function revealed(outline: Outline, opened: Opened, id: string): Opened {
  const next = new Set(opened);
  for (let item = outline.around.get(id); item !== undefined; item = outline.around.get(item.id))
    if (item.level !== "network") next.add(item.id);
  return next.size === opened.size ? opened : next;
}

/** What is seen of an item: itself, or the folded item around it. */
export function seenOf(outline: Outline, opened: Opened, id: string): Item | undefined {
  let seen = outline.items.get(id);
  for (let item = seen; item !== undefined; item = outline.around.get(item.id))
    if (!isOpen(item, opened)) seen = item;
  return seen;
}
