/**
 * Which layers stand close together, from the graph alone: an activation, a norm or a pooling that
 * follows its layer alone joins that layer's module. Pure.
 */
export interface NamedNode {
  readonly name: string;
  readonly op: string;
  /** Names of the layers read; "input" is the image. */
  readonly inputs: readonly string[];
}

/**
 * Ops that make something new of the signal and so open a module; all others complete the one
 * before.
 */
const OPENS: ReadonlySet<string> = new Set(["conv2d", "linear", "add", "concat", "flatten"]);

/** The number of each layer's module. */
export function moduleNumbers(nodes: readonly NamedNode[]): ReadonlyMap<string, number> {
  const module = new Map<string, number>();
  const readers = countReaders(nodes);
  let modules = 0;
  for (const { name, op, inputs } of nodes) {
    const [source = ""] = inputs;
    const known = module.get(source);
    const joins = inputs.length === 1 && !OPENS.has(op) && readers.get(source) === 1;
    module.set(name, joins && known !== undefined ? known : modules++);
  }
  return module;
}

function countReaders(nodes: readonly NamedNode[]): ReadonlyMap<string, number> {
  const count = new Map<string, number>();
  for (const node of nodes)
    for (const name of node.inputs) count.set(name, (count.get(name) ?? 0) + 1);
  return count;
}
