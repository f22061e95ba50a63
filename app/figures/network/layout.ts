/**
 * Where the boxes of a network go, from its graph alone: a column for each layer along the longest path from the input,
 * a row for each branch. An activation, a norm or a pooling that follows its layer alone joins that layer's module, so
 * that structure reads before text. Edges that pass over boxes go as arcs. Units: columns and rows; pure.
 */
export interface StripNode {
  readonly name: string;
  readonly op: string;
  /** Names of the layers read; "input" is the image. */
  readonly inputs: readonly string[];
}

export interface Place {
  readonly name: string;
  readonly column: number;
  readonly row: number;
  /** Which module it belongs to: layers of one module stand close together. */
  readonly module: number;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Passes over at least one column: drawn as an arc. */
  readonly skips: boolean;
}

export interface Layout {
  readonly places: readonly Place[];
  readonly edges: readonly Edge[];
  readonly columns: number;
  readonly rows: number;
}

/** Ops that make something new of the signal and so open a module; all others complete the one before. */
const OPENS: ReadonlySet<string> = new Set(["conv2d", "linear", "add", "concat", "flatten", "input"]);

export function layOut(nodes: readonly StripNode[]): Layout {
  const column = new Map<string, number>();
  const row = new Map<string, number>();
  const module = new Map<string, number>();
  const readers = countReaders(nodes);
  const taken = new Set<string>();
  let modules = 0;
  for (const node of nodes) {
    const at = node.inputs.length === 0 ? 0 : 1 + Math.max(...node.inputs.map((name) => column.get(name) ?? 0));
    const wanted = node.inputs.length === 0 ? 0 : Math.min(...node.inputs.map((name) => row.get(name) ?? 0));
    let down = wanted;
    while (taken.has(`${at} ${down}`)) down++;
    taken.add(`${at} ${down}`);
    column.set(node.name, at);
    row.set(node.name, down);
    const source = node.inputs[0] ?? "";
    const joins = node.inputs.length === 1 && !OPENS.has(node.op) && readers.get(source) === 1 && module.has(source) && source !== "input";
    module.set(node.name, joins ? (module.get(source) ?? 0) : modules++);
  }
  const places = nodes.map(({ name }) => ({
    name,
    column: column.get(name) ?? 0,
    row: row.get(name) ?? 0,
    module: module.get(name) ?? 0,
  }));
  const edges = nodes.flatMap((node) =>
    node.inputs
      .filter((from) => column.has(from))
      .map((from) => ({ from, to: node.name, skips: (column.get(node.name) ?? 0) - (column.get(from) ?? 0) > 1 })),
  );
  return {
    places,
    edges,
    columns: 1 + Math.max(-1, ...places.map((place) => place.column)),
    rows: 1 + Math.max(-1, ...places.map((place) => place.row)),
  };
}

function countReaders(nodes: readonly StripNode[]): ReadonlyMap<string, number> {
  const count = new Map<string, number>();
  for (const node of nodes) for (const name of node.inputs) count.set(name, (count.get(name) ?? 0) + 1);
  return count;
}
