/**
 * What an item looks like: slabs in a row, one for each layer or block in it. Height follows the
 * resolution and depth the channels, both on a scale that flattens large numbers; length only tells
 * one kind of layer from another. Pure.
 */
import type { Shape } from "../../../engine/core/shape";
import type { LayerShape } from "../../../engine/graph/shapes";
import { PICTURE } from "./graph";
import { foldable, type Item, type Outline } from "./item";
import type { Scale, Tone } from "./marks";
import { hasWeights } from "./tile";
import { shapeOf } from "./visible";

interface Slab {
  readonly length: number;
  readonly height: number;
  readonly right: number;
  readonly rise: number;
  readonly tone: Tone;
  /** Towers that do not see each other, one above the other: a convolution in groups. */
  readonly towers: number;
}

/** Slabs side by side, the middles of their faces on one line. */
export interface Solid {
  readonly slabs: readonly Slab[];
  /** From the first face to the farthest back. */
  readonly width: number;
  /** Above and below the line. */
  readonly up: number;
  readonly down: number;
}

const LENGTHS: Readonly<Record<Tone, number>> = { picture: 5, weights: 12, norm: 4, plain: 4 };
const POOL = 8;
const BLOCK = 18;
const LEAST_HEIGHT = 14;
const DEPTH = { each: 3, right: 0.6, rise: 0.42 };

export function scaleOf(
  outline: Outline,
  { tallest, longest, type }: Pick<Scale, "tallest" | "type"> & { readonly longest: number },
): Scale {
  const { network, graph, items } = outline;
  const shapes = [network.spec.input, ...graph.layers.map(({ shape }) => shape)];
  const lengths = [...items.values()].filter(isDeck).map((item) => rawLength(outline, item));
  return {
    tallest,
    type,
    resolution: Math.max(...shapes.map(resolution)),
    shrink: Math.min(1, longest / (type * Math.max(1, ...lengths))),
  };
}

/** Of many blocks: one slab each. */
function isDeck({ level }: Item): boolean {
  return level === "stage" || level === "group";
}

function rawLength(outline: Outline, item: Item): number {
  return partsOf(item).reduce((sum, part) => sum + lengthOf(outline, part, item), 0);
}

/** √(rows · columns): 1 for a list of numbers. */
export function resolution([, rows = 1, columns = 1]: Shape): number {
  return Math.sqrt(rows * columns);
}

/** px: grows with the root, so that 7×7 is still seen beside 224×224. */
export function heightOf(side: number, { tallest, type, resolution: largest }: Scale): number {
  const least = LEAST_HEIGHT * type;
  return largest <= 1 ? 2.5 * least : Math.max(least, tallest * Math.sqrt(side / largest));
}

/** px along the edge that runs to the back: grows with the logarithm. */
export function depthOf(channels: number, { type }: Scale): number {
  return DEPTH.each * type * Math.log2(1 + channels);
}

export function solidOf(outline: Outline, item: Item, scale: Scale): Solid {
  const shrink = isDeck(item) ? scale.shrink : 1;
  const slabs = partsOf(item).map((part) =>
    slabOf(outline, part, lengthOf(outline, part, item) * shrink, scale),
  );
  let [x, width] = [0, 0];
  for (const { length, right } of slabs) {
    x += length;
    width = Math.max(width, x + right);
  }
  return {
    slabs,
    width,
    up: Math.max(...slabs.map(({ height, rise }) => height / 2 + rise)),
    down: Math.max(...slabs.map(({ height }) => height / 2)),
  };
}

/** What is drawn as one slab: layers of a module, blocks of a stage. */
function partsOf(item: Item): readonly Item[] {
  if (item.level === "module") return item.children;
  if (item.level !== "stage" && item.level !== "group") return [item];
  return item.children.flatMap((child) => (child.level === "group" ? child.children : [child]));
}

function lengthOf(outline: Outline, part: Item, whole: Item): number {
  if (part.level === "block") return whole === part ? BLOCK * 1.5 : BLOCK;
  if (foldable(part)) return LENGTHS.weights;
  return isPool(outline.graph.layers[part.last]) ? POOL : LENGTHS[toneOf(outline, part)];
}

function slabOf(outline: Outline, part: Item, length: number, scale: Scale): Slab {
  const shape = shapeOf(outline, part.last);
  const height = heightOf(resolution(shape), scale);
  const depth = depthOf(shape[0] ?? 1, scale);
  return {
    length: length * scale.type,
    height,
    right: DEPTH.right * depth,
    rise: Math.min(DEPTH.rise * depth, height / 2),
    tone: toneOf(outline, part),
    towers: towersOf(outline.graph.layers[part.first], part),
  };
}

/** More than a few are not drawn: a depthwise convolution has one for each channel. */
function towersOf(layer: LayerShape | undefined, { first, last }: Item): number {
  const groups = first === last ? layer?.attributes["groups"] : 1;
  return typeof groups === "number" && groups <= 4 ? groups : 1;
}

export function toneOf(outline: Outline, item: Item): Tone {
  const known = tones.get(item) ?? findTone(outline, item);
  tones.set(item, known);
  return known;
}

const tones = new WeakMap<Item, Tone>();

function findTone({ graph }: Outline, item: Item): Tone {
  if (item.last === PICTURE) return "picture";
  for (let place = item.first; place <= item.last; place++)
    if (hasWeights(graph, place)) return "weights";
  const { definition, parameterCount = 0 } = graph.layers[item.last] ?? {};
  return parameterCount > 0 || /norm/.test(definition?.name ?? "") ? "norm" : "plain";
}

function isPool(layer: LayerShape | undefined): boolean {
  return layer?.definition.window?.(layer.attributes) !== undefined && layer.parameterCount === 0;
}

/** A layer that joins branches is a circle, not a slab. */
export function joins({ graph }: Outline, item: Item): boolean {
  return !foldable(item) && (graph.layers[item.last]?.inputs.length ?? 0) > 1;
}
