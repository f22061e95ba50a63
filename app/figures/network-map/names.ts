/**
 * What layers' dotted PyTorch names say: `layer3.22.conv1` belongs to `layer3.22`. A name of the
 * kind that tracing writes (`add_3`) has no dot and says nothing. Pure.
 */
import { contains, type Graph, type Span } from "./graph";

/** The dotted parts that all names of a span begin with, where no layer outside of it does. */
export function ownName(graph: Graph, span: Span): string | null {
  const names = graph.layers
    .slice(span.first, span.last + 1)
    .map((layer) => layer.name)
    .filter((name) => name.includes("."));
  const [first, ...others] = names.map((name) => name.split(".").slice(0, -1));
  if (first === undefined) return null;
  let length = first.length;
  for (const parts of others) {
    const differs = first.findIndex((part, at) => parts[at] !== part);
    length = Math.min(length, differs < 0 ? first.length : differs);
  }
  const shared = first.slice(0, length).join(".");
  if (shared === "") return null;
  const foreign = graph.layers.some(
    (layer, place) => layer.name.startsWith(`${shared}.`) && !contains(span, place),
  );
  return foreign ? null : shared;
}

/**
 * Runs of layers that share all but the last part of their names: a module that somebody wrote as a
 * class. `features.0, features.1` is a plain list and no module.
 */
export function namedSpans({ layers }: Graph): readonly Span[] {
  const spans: Span[] = [];
  for (let first = 0; first < layers.length; first++) {
    const module = moduleOf(layers[first]?.name ?? "");
    if (module === null) continue;
    let last = first;
    for (let place = first + 1; place < layers.length; place++) {
      const name = layers[place]?.name ?? "";
      if (moduleOf(name) === module) last = place;
      else if (name.includes(".")) break;
    }
    if (last > first) spans.push({ first, last });
    first = last;
  }
  return spans;
}

function moduleOf(name: string): string | null {
  const parts = name.split(".");
  const own = parts.pop() ?? "";
  return parts.length === 0 || /^\d/.test(own) ? null : parts.join(".");
}

/** `layer3` of `layer3.22`: a numbered part of a list. */
export function listOf(name: string): string | null {
  return /^(.+)\.\d+$/.exec(name)?.[1] ?? null;
}

/** A name as it is written inside something whose name is known: `conv1` in `layer3.22`. */
export function localName(name: string, around: string): string {
  if (around === "" || !name.startsWith(`${around}.`)) return name;
  const inner = name.slice(around.length + 1);
  return /^\d/.test(inner) ? `${around.split(".").at(-1) ?? around}.${inner}` : inner;
}
