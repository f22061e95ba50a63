/**
 * Dispatches of tiled matrix products (tiles.wgsl): how large a tile, and into how many parts a
 * long sum is cut.
 */
import type { Dispatch, Operand } from "./kernel";
import source from "./tiles.wgsl?raw";

export interface Product {
  readonly name: string;
  /** The op's file with row_at, left, column_at, right and store. */
  readonly source: string;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** Independent products. */
  readonly layers: number;
  /** Parts of each sum; the op adds them up. */
  readonly parts?: number;
  readonly constants: Readonly<Record<string, number>>;
  /** Members of the op's struct Shape before K, SPAN and PARTS. */
  readonly shape: Readonly<Record<string, number>>;
  readonly operands: readonly Operand[];
}

const COLUMNS = 64;
const LARGEST = 65535;
/** Workgroups that keep a large GPU busy. */
const ENOUGH = 128;

/** Null when the grid would exceed the device's limits: then another kernel must do. */
export function tiled({
  rows,
  columns,
  depth,
  layers,
  parts = 1,
  constants,
  shape,
  ...rest
}: Product): Dispatch | null {
  const across = Math.ceil(columns / COLUMNS);
  const Y = tileHeight(rows, across * layers * parts) / 4;
  const down = Math.ceil(rows / (4 * Y));
  if (across > LARGEST || down > LARGEST || layers * parts > LARGEST) return null;
  return {
    ...rest,
    source: `${rest.source}\n${source}`,
    entry: "tiles",
    constants: { ...constants, Y },
    shape: { ...shape, K: depth, SPAN: Math.ceil(depth / parts / 16) * 16, PARTS: parts },
    groups: [across, down, layers * parts],
    work: 2 * rows * columns * depth * layers,
  };
}

/**
 * Rows of a tile: the largest of 64, 32, 16 that neither wastes half of itself nor leaves the
 * device idle.
 */
function tileHeight(rows: number, others: number): number {
  for (const height of [64, 32])
    if (rows > height / 2 && Math.ceil(rows / height) * others >= ENOUGH) return height;
  return 16;
}

/**
 * Parts of a sum of length `depth` such that about ENOUGH workgroups have something to do, each at
 * least 256 steps.
 */
export function partsOfSum(rows: number, columns: number, depth: number, layers: number): number {
  const tiles = Math.ceil(rows / 16) * Math.ceil(columns / COLUMNS) * layers;
  const wanted = Math.min(Math.ceil(ENOUGH / tiles), Math.ceil(depth / 256), 64);
  const span = Math.ceil(depth / Math.max(1, wanted) / 16) * 16;
  return Math.max(1, Math.ceil(depth / span));
}
