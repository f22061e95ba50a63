/**
 * What runs between the parts of one open item: between its children, in from outside, and out. And
 * which of its children stand side by side as branches. Pure.
 */
import type { Item, Outline } from "./item";
import { type Edge, isOpen, type Opened, visibleEdges } from "./visible";

/** The place before an item's first child, for what comes from outside. */
const ENTRY = -1;

/** From one child to another, by their places; ENTRY and the number of children are outside. */
export interface FlowEdge {
  readonly from: number;
  readonly to: number;
  readonly carries: readonly Edge[];
}

export type Flows = ReadonlyMap<string, readonly FlowEdge[]>;

/** Children first … last of an item, one after another or side by side. */
export type Part =
  | { readonly kind: "item"; readonly first: number; readonly last: number }
  | {
      readonly kind: "branches";
      readonly first: number;
      readonly last: number;
      readonly branches: readonly (readonly [first: number, last: number])[];
    };

/** For every open item what runs between its children. */
export function flowsOf(outline: Outline, opened: Opened): Flows {
  const flows = new Map<string, Map<string, { from: number; to: number; carries: Edge[] }>>();
  const places = placesOf(outline, opened);
  const add = (item: Item, from: number, to: number, edge: Edge): void => {
    const flow = flows.get(item.id) ?? new Map();
    flows.set(item.id, flow);
    const known = flow.get(`${from} ${to}`);
    if (known === undefined) flow.set(`${from} ${to}`, { from, to, carries: [edge] });
    else known.carries.push(edge);
  };
  for (const edge of visibleEdges(outline, opened)) {
    const [out, into] = [trail(outline, edge.from), trail(outline, edge.to)];
    const meeting = out.find((item) => into.includes(item));
    for (const item of out) {
      if (item === meeting) break;
      add(item, places.get(childOn(out, item, edge.from)) ?? 0, item.children.length, edge);
    }
    for (const item of into) {
      const to = places.get(childOn(into, item, edge.to)) ?? 0;
      if (item === meeting) {
        add(item, places.get(childOn(out, item, edge.from)) ?? 0, to, edge);
        break;
      }
      add(item, ENTRY, to, edge);
    }
  }
  return new Map([...flows].map(([id, flow]) => [id, [...flow.values()]]));
}

/** Items around one, from the inside out. */
function trail({ around }: Outline, id: string): readonly Item[] {
  const found: Item[] = [];
  for (let item = around.get(id); item !== undefined; item = around.get(item.id)) found.push(item);
  return found;
}

/** The child of an item on a trail that leads to `id`. */
function childOn(items: readonly Item[], item: Item, id: string): string {
  return items[items.indexOf(item) - 1]?.id ?? id;
}

function placesOf(outline: Outline, opened: Opened): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const visit = (item: Item): void => {
    for (const [place, child] of item.children.entries()) {
      places.set(child.id, place);
      if (isOpen(child, opened)) visit(child);
    }
  };
  visit(outline.root);
  return places;
}

/**
 * Children first … last as a chain: where several read the same one and lead to the same one, they
 * are branches.
 */
export function partsOf(edges: readonly FlowEdge[], first: number, last: number): readonly Part[] {
  const parts: Part[] = [];
  for (let at = first; at <= last; ) {
    const found = branchesFrom(edges, at, first, last);
    parts.push(found ?? { kind: "item", first: at, last: at });
    at = (parts.at(-1)?.last ?? at) + 1;
  }
  return parts;
}

function branchesFrom(
  edges: readonly FlowEdge[],
  at: number,
  first: number,
  last: number,
): Part | null {
  const outside = (place: number): boolean => place < first || place > last;
  const entering = (from: number): boolean => (at === first ? outside(from) : from === at - 1);
  const reading = edges.filter(({ from, to }) => entering(from) && to >= at && to <= last);
  if (reading.length < 2) return null;
  for (let end = at + 1; end <= last; end++) {
    const inside = (place: number): boolean => place >= at && place <= end;
    const leaving = (to: number): boolean => (end === last ? outside(to) : to === end + 1);
    const closed = edges.every(
      ({ from, to }) => inside(from) === inside(to) || (inside(to) ? entering(from) : leaving(to)),
    );
    if (!closed) continue;
    const branches = separate(edges, at, end);
    const leads = edges.some(({ from, to }) => inside(from) && !inside(to));
    if (branches.length > 1 && leads) return { kind: "branches", first: at, last: end, branches };
  }
  return null;
}

/** Runs of children that nothing connects with each other; one run if they cannot be told apart. */
function separate(
  edges: readonly FlowEdge[],
  first: number,
  last: number,
): readonly (readonly [number, number])[] {
  const runs: (readonly [number, number])[] = [];
  let from = first;
  for (let at = first; at <= last; at++) {
    const crossed = edges.some(
      (edge) => edge.from >= first && edge.to <= last && edge.from <= at && edge.to > at,
    );
    if (crossed) continue;
    runs.push([from, at]);
    from = at + 1;
  }
  return runs;
}
