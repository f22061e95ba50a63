/**
 * What a figure hands to the explorer: a network, its leaves, a view and a place. A preset
 * (pooling, convolution) makes it from its own state; the figure "network" from its spec.
 */
import { type Index, offset, size, unravel } from "../../engine/core/shape";
import { fromNested, type Nested, type Tensor, tensor } from "../../engine/core/tensor";
import { type Numbers, present } from "../../engine/explain/numbers";
import { type ReferenceOptions, referenceNumbers } from "../../engine/explain/reference";
import { type NetworkShapes, networkShapes, weightShapes } from "../../engine/graph/layer-shapes";
import type { NetworkSpec } from "../../engine/graph/spec";
import type { CellAt } from "../figures/scene/scene";
import { isTurned, turnedIndex } from "./turned";
import { withUseCounts } from "./use-counts";
import type { View } from "./view";

export interface Setup {
  readonly spec: NetworkSpec;
  /** "input", every weight, and where it is given the gradient "L.dy" of the last layer. */
  readonly leaves: Readonly<Record<string, Nested | Tensor>>;
  readonly batch?: number;
  readonly labels?: readonly number[];
  readonly loss?: ReferenceOptions["loss"];
  readonly mode?: "eval" | "train";
  readonly seed?: number;
  readonly update?: ReferenceOptions["update"];
  readonly view: View;
  readonly at: number;
  /**
   * Short names of tensors, for answer keys and references in the text: `y` for "pool.y"; `drop`
   * leading indices are 0 and left out.
   */
  readonly names: Readonly<Record<string, Named>>;
}

interface Named {
  readonly tensor: string;
  readonly drop: number;
}

const shapes = new Map<string, NetworkShapes>();
const MOST_KEPT = 50;

/** The shapes of a spec; the same object for the same spec. Throws LabError. */
export function shapesOf(spec: NetworkSpec): NetworkShapes {
  const key = JSON.stringify(spec);
  const known = shapes.get(key);
  if (known !== undefined) return known;
  if (shapes.size > MOST_KEPT) shapes.clear();
  const made = networkShapes(spec);
  shapes.set(key, made);
  return made;
}

interface CachedNumbers {
  readonly key: string;
  readonly leaves: Setup["leaves"];
  readonly numbers: Numbers;
}

/**
 * The last few evaluations: where only leaves differ from one of them, what does not depend on
 * these is cached.
 */
const cached: CachedNumbers[] = [];
const MOST_EVALUATED = 6;

/** The numbers of a setup, in f64, computed as they are looked at. Throws LabError. */
export function numbersOf(setup: Setup): Numbers {
  const { leaves } = setup;
  const key = JSON.stringify([
    setup.spec,
    setup.batch,
    setup.labels,
    setup.loss,
    setup.mode,
    setup.seed,
    setup.update,
    Object.keys(leaves).filter((name) => name.endsWith(".dy")),
  ]);
  const near = cached.findIndex((one) => one.key === key);
  const last = near < 0 ? undefined : cached.splice(near, 1)[0];
  const numbers = last === undefined ? evaluated(setup) : changed(last, leaves);
  cached.unshift({ key, leaves, numbers });
  cached.length = Math.min(cached.length, MOST_EVALUATED);
  return withUseCounts(numbers);
}

function evaluated(setup: Setup): Numbers {
  const network = shapesOf(setup.spec);
  const { leaves, batch = 1 } = setup;
  const flat = (name: string): ArrayLike<number> => tensorOf(leaves[name] ?? []).data;
  const output = `${network.output.name}.dy`;
  const weights = [...weightShapes(network)].map(
    ([name, shape]) => [name, whole(leaves[name], size(shape))] as const,
  );
  return referenceNumbers({
    network,
    weights: new Map(weights),
    input: flat("input"),
    batch,
    ...given("labels", setup.labels),
    ...(leaves["target"] === undefined ? {} : { target: flat("target") }),
    ...given("loss", setup.loss),
    ...given("mode", setup.mode),
    ...given("seed", setup.seed),
    ...given("update", setup.update),
    ...(leaves[output] === undefined ? {} : { gradient: flat(output) }),
  });
}

function given<Key extends string, Value>(key: Key, value: Value | undefined) {
  return (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value };
}

/** A weight that is not given is 0. */
function whole(leaf: Nested | Tensor | undefined, count: number): ArrayLike<number> {
  return leaf === undefined ? new Float64Array(count) : tensorOf(leaf).data;
}

function changed(last: CachedNumbers, leaves: Setup["leaves"]): Numbers {
  let { numbers } = last;
  for (const [name, leaf] of Object.entries(leaves)) {
    if (leaf === last.leaves[name]) continue;
    const shape = numbers.shape(name);
    const { data } = tensorOf(leaf);
    const old = present(numbers, name).data;
    if (old.length === data.length && old.every((value, at) => Object.is(value, data[at])))
      continue;
    numbers = numbers.withTensor(name, tensor(shape, Float64Array.from(data)));
  }
  return numbers;
}

function tensorOf(leaf: Nested | Tensor): Tensor {
  return isTensor(leaf) ? leaf : fromNested(leaf);
}

function isTensor(leaf: Nested | Tensor): leaf is Tensor {
  return typeof leaf === "object" && "data" in leaf;
}

/** The named tensors of a setup, for answer keys; those that there are. */
export function namedValues(setup: Setup): Readonly<Record<string, Tensor>> {
  const numbers = numbersOf(setup);
  return Object.fromEntries(
    Object.entries(setup.names).flatMap(([name, { tensor: of, drop }]) => {
      if (!numbers.has(of)) return [];
      const values = asWritten(setup, of, present(numbers, of));
      const shape = values.shape.slice(drop);
      return [[name, { shape, data: values.data.slice(0, size(shape)) }]];
    }),
  );
}

/** A turned filter, or its gradient, in the order in which it is written. */
export function asWritten({ view }: Pick<Setup, "view">, name: string, values: Tensor): Tensor {
  if (!isTurned(view, name)) return values;
  const { shape, data } = values;
  const turned = Float64Array.from(data, (_, at) => {
    const index = turnedIndex(view, name, shape, unravel(shape, at));
    return data[offset(shape, index)] ?? Number.NaN;
  });
  return { shape, data: turned };
}

/** A cell by its short name; null where it has none. */
export function shortened(
  { names, view }: Pick<Setup, "names" | "view">,
  numbers: Numbers,
  { tensor: of, index }: CellAt,
): { readonly name: string; readonly index: Index } | null {
  const found = Object.entries(names).find(([, named]) => named.tensor === of);
  if (found === undefined) return null;
  const [name, { drop }] = found;
  return { name, index: turnedIndex(view, of, numbers.shape(of), index).slice(drop) };
}

/** `y[0][2]` of this figure as a cell; null where there is no such number. */
export function cellNamed(
  setup: Pick<Setup, "names" | "view">,
  numbers: Numbers,
  name: string,
  index: Index,
): CellAt | null {
  const named = setup.names[name];
  if (named === undefined || !numbers.has(named.tensor)) return null;
  const full = [...Array.from({ length: named.drop }, () => 0), ...index];
  const shape = numbers.shape(named.tensor);
  const fits = full.length === shape.length && full.every((at, axis) => at < (shape[axis] ?? 0));
  if (!fits) return null;
  return {
    tensor: named.tensor,
    index: turnedIndex(setup.view, named.tensor, shape, full),
  };
}

/** Short names for a network of one layer and one channel: `y[row][column]`. */
export function planeNames(layer: string): Setup["names"] {
  const plane = (name: string): Named => ({ tensor: name, drop: 2 });
  return {
    x: plane("input"),
    w: plane(`${layer}.w`),
    b: { tensor: `${layer}.b`, drop: 0 },
    y: plane(`${layer}.y`),
    dy: plane(`${layer}.dy`),
    dx: plane("input.dy"),
    dw: plane(`${layer}.dw`),
    db: { tensor: `${layer}.db`, drop: 0 },
    argmax: plane(`${layer}.argmax`),
  };
}
