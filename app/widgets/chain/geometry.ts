/**
 * Where the parts of the chain stand, in px: nodes at equal distances, a factor under the node or
 * edge that it belongs to.
 */
import type { Cell } from "../../../engine/core/expression";
import type { Room } from "../../figures/curve/useRoom";
import type { Factor } from "./chain";
import type { Stage } from "./definition";

export interface Geometry {
  /** Room for the rows' names. */
  readonly left: number;
  /** Distance of two nodes: x, the neurons, E. */
  readonly pitch: number;
  readonly width: number;
  /** Whether all of it is seen at once. */
  readonly fits: boolean;
}

const NAMES = 66;
/** Distances at which a number of six characters fits, and beyond which the eye loses the row. */
const NARROWEST = 68;
/** The same for the five characters that a number has on the stage of a lecture. */
const STAGE = { names: 56, narrowest: 57 };
const USUAL = 88;
const WIDEST = 140;

export function geometryOf(length: number, { width, type }: Room, stage: boolean): Geometry {
  const left = (stage ? STAGE.names : NAMES) * type;
  const even = Math.floor((width - left) / (length + 2));
  const fits = even >= (stage ? STAGE.narrowest : NARROWEST) * type;
  const pitch = fits ? Math.min(WIDEST * type, even) : USUAL * type;
  return { left, pitch, width: left + (length + 2) * pitch, fits };
}

/** The middle of a node: 0 is the input, then the neurons, then the loss. */
function middle({ left, pitch }: Geometry, node: number): number {
  return left + (node + 0.5) * pitch;
}

/** Where each factor of the gradient stands. */
export function placesOf(factors: readonly Factor[], geometry: Geometry): readonly number[] {
  const node = (at: number): number => middle(geometry, at);
  return factors.map(({ kind, neuron }) => {
    if (kind === "loss") return node(neuron + 1);
    return kind === "weight" ? (node(neuron - 1) + node(neuron)) / 2 : node(neuron);
  });
}

/** Where the time line is at; null before it began. */
export function placeOfStage(
  stage: Stage,
  length: number,
  weight: number,
  geometry: Geometry,
  places: readonly number[],
): number | null {
  switch (stage.kind) {
    case "start":
      return null;
    case "sum":
    case "activation":
      return middle(geometry, stage.neuron);
    case "loss":
      return middle(geometry, length + 1);
    case "factor":
      return places[stage.factor] ?? null;
    case "update":
      return middle(geometry, weight);
    default:
      stage satisfies never;
      return null;
  }
}

/** The factors evenly from right to left, as the gradient goes. */
export function spread(count: number, left: number, width: number): readonly number[] {
  const step = (width - left - 24) / Math.max(1, count);
  return Array.from({ length: count }, (_, at) => width - 24 - (at + 0.5) * step);
}

/** The edge whose weight is multiplied on now, or is pointed at; 0 is the one from the input. */
export function litEdgeOf(
  factors: readonly Factor[],
  lit: number | null,
  pointed: Cell | null,
): number | null {
  const factor = lit === null ? undefined : factors[lit];
  if (factor?.kind === "weight") return factor.neuron - 1;
  return pointed?.tensor === "w" ? (pointed.index[0] ?? null) : null;
}
