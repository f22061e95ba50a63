/**
 * The triangle of the probabilities of three classes: contours of the loss, and where one step of
 * gradient descent on the logits moves each point. Loss and gradients are the engine's, at every
 * point of a grid.
 */
import { referenceNumbers } from "../../engine/explain/reference";
import { type Numbers, present } from "../../engine/explain/numbers";
import type { Setup } from "./setup";
import { shapesOf } from "./setup";
import { readNetwork } from "./short-spec";

type Shares = readonly [number, number, number];

interface Contour {
  readonly level: number;
  /** Pieces of the line, each from one point to another. */
  readonly pieces: readonly (readonly [Shares, Shares])[];
}

export interface SimplexLand {
  readonly contours: readonly Contour[];
  /** From a point, and by how much its probabilities change for a small rate. */
  readonly pulls: readonly { readonly at: Shares; readonly by: Shares }[];
}

type Loss = NonNullable<Setup["loss"]>;

/** Sides of the two grids, in cells, and how many contours there are. */
const FINE = 30;
const COARSE = 9;
const CONTOURS = 7;
/** Smallest probability that is computed with. */
const LEAST = 0.003;
const SMALL_RATE = 1e-3;

const lands = new Map<string, SimplexLand>();

/** The same object for the same loss and label. */
export function simplexLand(loss: Loss, label: number): SimplexLand {
  const key = `${loss} ${label}`;
  const known = lands.get(key);
  if (known !== undefined) return known;
  const made = landOf(loss, label);
  lands.set(key, made);
  return made;
}

function landOf(loss: Loss, label: number): SimplexLand {
  const start = referenceNumbers({
    network: shapesOf(readNetwork("p: softmax", [3])),
    weights: new Map(),
    input: [0, 0, 0],
    batch: 1,
    labels: [label],
    loss,
  });
  const heights = new Map(
    grid(FINE).map((cell) => [cell.join(" "), lossAt(placed(start, sharesOf(cell, FINE)))]),
  );
  const sorted = grid(FINE)
    .filter(isInside)
    .map((cell) => heights.get(cell.join(" ")) ?? 0)
    .toSorted((a, b) => a - b);
  const levels = Array.from({ length: CONTOURS }, (_, at) => {
    const value = sorted[Math.floor(((at + 0.6) / CONTOURS) * sorted.length)] ?? 0;
    return Number(value.toPrecision(2));
  });
  return {
    contours: [...new Set(levels)].map((level) => ({ level, pieces: piecesAt(heights, level) })),
    pulls: grid(COARSE)
      .filter(isInside)
      .map((cell) => pullAt(start, sharesOf(cell, COARSE))),
  };
}

type Cell = readonly [number, number, number];

function grid(side: number): readonly Cell[] {
  return Array.from({ length: side + 1 }, (_, i) =>
    Array.from({ length: side + 1 - i }, (__, j): Cell => [i, j, side - i - j]),
  ).flat();
}

function isInside(cell: Cell): boolean {
  return cell.every((part) => part > 0);
}

function sharesOf([i, j, k]: Cell, side: number): Shares {
  return [i / side, j / side, k / side];
}

/** These numbers with logits that give the shares; none of them is quite 0. */
function placed(numbers: Numbers, shares: Shares): Numbers {
  const logits = shares.map((share) => Math.log(Math.max(share, LEAST)));
  return numbers.withTensor("input", { shape: [1, 3], data: Float64Array.from(logits) });
}

function lossAt(numbers: Numbers): number {
  return present(numbers, "loss").data[0] ?? Number.NaN;
}

function pullAt(start: Numbers, shares: Shares) {
  const here = placed(start, shares);
  const logits = present(here, "input").data;
  const slopes = present(here, "input.dy").data;
  const next = here.withTensor("input", {
    shape: [1, 3],
    data: Float64Array.from(logits, (value, at) => value - SMALL_RATE * (slopes[at] ?? 0)),
  });
  const [before, after] = [present(here, "p.y").data, present(next, "p.y").data];
  const by = (at: number): number => ((after[at] ?? 0) - (before[at] ?? 0)) / SMALL_RATE;
  return { at: shares, by: [by(0), by(1), by(2)] as const };
}

/** The line of one level through every small triangle of the grid, straight in each. */
function piecesAt(heights: ReadonlyMap<string, number>, level: number): Contour["pieces"] {
  return grid(FINE).flatMap(([i, j, k]) => {
    const up: readonly Cell[] =
      k > 0
        ? [
            [i, j, k],
            [i + 1, j, k - 1],
            [i, j + 1, k - 1],
          ]
        : [];
    const down: readonly Cell[] =
      k > 1
        ? [
            [i + 1, j, k - 1],
            [i, j + 1, k - 1],
            [i + 1, j + 1, k - 2],
          ]
        : [];
    return [up, down].flatMap((corners) => crossing(corners, heights, level));
  });
}

function crossing(
  corners: readonly Cell[],
  heights: ReadonlyMap<string, number>,
  level: number,
): Contour["pieces"] {
  const ends = corners.flatMap((from, at): Shares[] => {
    const to = corners[(at + 1) % corners.length] ?? from;
    const [low, high] = [from, to].map((cell) => (heights.get(cell.join(" ")) ?? 0) - level);
    if (low === undefined || high === undefined || low < 0 === high < 0) return [];
    const part = low / (low - high);
    const [one, other] = [sharesOf(from, FINE), sharesOf(to, FINE)];
    const mix = (axis: 0 | 1 | 2): number => one[axis] + part * (other[axis] - one[axis]);
    return [[mix(0), mix(1), mix(2)]];
  });
  const [first, second] = ends;
  return first === undefined || second === undefined ? [] : [[first, second]];
}
