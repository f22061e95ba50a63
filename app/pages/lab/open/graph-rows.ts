/**
 * The graph of a file as rows from top to bottom, folded by the parts that its names tell
 * ("/layer1/conv1/Conv"), and the wires between the rows that are seen. Pure.
 */
import type { OutlinedNode } from "../../../../engine/onnx/outline";

export interface GraphPart {
  /** "layer1/conv1": also a key. */
  readonly id: string;
  readonly title: string;
  /** Places of the first and last node in it. */
  readonly first: number;
  readonly last: number;
  /** Of a part that folds; a node has none. */
  readonly parts: readonly GraphPart[];
}

export interface GraphRow {
  readonly part: GraphPart;
  /** How many open parts are around it. */
  readonly depth: number;
  readonly isOpen: boolean;
}

/** A wire between two rows; those that are neighbours have lane 0. */
export interface GraphWire {
  readonly from: number;
  readonly to: number;
  readonly lane: number;
}

/** Nodes without parts in their names are folded so many at once. */
const RUN = 24;

export function partsOf(nodes: readonly OutlinedNode[]): readonly GraphPart[] {
  const scopes = nodes.map(({ name }) =>
    name
      .split("/")
      .filter((one) => one !== "")
      .slice(0, -1),
  );
  const parts = grouped(scopes, 0, nodes.length - 1, 0, "");
  const isFlat = parts.every(({ parts: inner }) => inner.length === 0);
  return isFlat && nodes.length > 2 * RUN ? inRuns(nodes) : parts;
}

/** Neighbours with the same name at this depth are one part. */
function grouped(
  scopes: readonly (readonly string[])[],
  first: number,
  last: number,
  depth: number,
  around: string,
): readonly GraphPart[] {
  const parts: GraphPart[] = [];
  for (let at = first; at <= last; ) {
    const title = scopes[at]?.[depth];
    const next = scopes.findIndex((scope, place) => place > at && scope[depth] !== title);
    const end = next < 0 ? last : Math.min(last, next - 1);
    if (title === undefined || end === at) {
      parts.push({ id: `${at}`, title: "", first: at, last: at, parts: [] });
      at += 1;
      continue;
    }
    const id = `${around}${title}@${at}`;
    const inner = grouped(scopes, at, end, depth + 1, `${id}/`);
    const [only] = inner;
    // A part that holds one part alone is that part.
    parts.push(
      inner.length === 1 && only !== undefined
        ? { ...only, title: `${title}/${only.title}` }
        : { id, title, first: at, last: end, parts: inner },
    );
    at = end + 1;
  }
  return parts;
}

function inRuns(nodes: readonly OutlinedNode[]): readonly GraphPart[] {
  return Array.from({ length: Math.ceil(nodes.length / RUN) }, (_, run) => {
    const [first, last] = [run * RUN, Math.min(nodes.length, (run + 1) * RUN) - 1];
    return {
      id: `run ${run}`,
      title: `${nodes[first]?.name ?? ""} to ${nodes[last]?.name ?? ""}`,
      first,
      last,
      parts: Array.from({ length: last - first + 1 }, (__, at) => ({
        id: `${first + at}`,
        title: "",
        first: first + at,
        last: first + at,
        parts: [],
      })),
    };
  });
}

/** Parts that are open at first: all around a node that is refused. */
export function openAtFirst(
  parts: readonly GraphPart[],
  nodes: readonly OutlinedNode[],
): ReadonlySet<string> {
  const open = new Set<string>();
  const visit = (part: GraphPart): void => {
    if (part.parts.length === 0) return;
    if (nodesOf(part, nodes).some(({ state }) => state === "refused")) open.add(part.id);
    part.parts.forEach(visit);
  };
  parts.forEach(visit);
  return open;
}

export function nodesOf(
  { first, last }: GraphPart,
  nodes: readonly OutlinedNode[],
): readonly OutlinedNode[] {
  return nodes.slice(first, last + 1);
}

/** What is seen, from top to bottom: an open part stands as a heading above what is in it. */
export function rowsOf(
  parts: readonly GraphPart[],
  open: ReadonlySet<string>,
  depth = 0,
): readonly GraphRow[] {
  return parts.flatMap((part): readonly GraphRow[] => {
    const isOpen = part.parts.length > 0 && open.has(part.id);
    const row = { part, depth, isOpen };
    return isOpen ? [row, ...rowsOf(part.parts, open, depth + 1)] : [row];
  });
}

/** Wires between rows, each in the first lane that is free beside its rows. */
export function wiresOf(
  rows: readonly GraphRow[],
  nodes: readonly OutlinedNode[],
): readonly GraphWire[] {
  const owner = new Map<number, number>();
  for (const [at, { part, isOpen }] of rows.entries())
    if (!isOpen) for (let node = part.first; node <= part.last; node++) owner.set(node, at);
  const places = new Map<string, number>();
  const pairs = new Map<string, { from: number; to: number }>();
  for (const [at, { name, reads }] of nodes.entries()) {
    for (const read of reads) {
      const [from, to] = [owner.get(places.get(read) ?? -1), owner.get(at)];
      if (from !== undefined && to !== undefined && from !== to)
        pairs.set(`${from} ${to}`, { from, to });
    }
    places.set(name, at);
  }
  const ends: number[] = [];
  return [...pairs.values()]
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
    .map(({ from, to }) => {
      const isNext = rows.slice(from + 1, to).every(({ isOpen }) => isOpen);
      if (isNext) return { from, to, lane: 0 };
      const free = ends.findIndex((end) => end <= from);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = to;
      return { from, to, lane: lane + 1 };
    });
}

/** "Conv 4, Relu 3, Add 2", the most frequent first. */
export function opsText(nodes: readonly OutlinedNode[]): string {
  const counts = new Map<string, number>();
  for (const { op } of nodes) counts.set(op, (counts.get(op) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([op, count]) => `${op} ${count}`)
    .join(", ");
}
