/** A tensor as matrices to draw: the last two axes are rows and columns, the others sheets. */
import { type Index, type Shape, size, strides, unravel } from "../../engine/core/shape";
import type { Tensor } from "../../engine/core/tensor";
import type { Sheet } from "../figures/scene/scene";
import { reversed } from "./turned";

/** More sheets than this are not drawn at once. */
const MOST_SHEETS = 8;
/** A vector that is longer stands in several rows. */
const LONGEST_ROW = 12;

/** A matrix without numbers; what is drawn by hand says only what differs. */
export const EMPTY_SHEET: Sheet = {
  key: "",
  tensor: "",
  prefix: [],
  axes: 2,
  suffix: [],
  title: "",
  values: [],
};

export interface Cut {
  readonly prefixes: readonly Index[];
  readonly axes: 0 | 1 | 2;
  readonly suffix: Index;
  readonly rows: number;
  readonly columns: number;
  /** Sheets that there are, drawn or not. */
  readonly all: number;
}

/**
 * How a shape is cut into sheets; those that hold one of `wanted` come before the others. A vector
 * `stands` beside the rows of a matrix.
 */
export function cutOf(shape: Shape, wanted: readonly Index[], stands = false): Cut {
  if (shape.length === 4 && shape[2] === 1 && shape[3] === 1) {
    const inner = cutOf(shape.slice(0, 2), []);
    return { ...inner, suffix: [0, 0] };
  }
  if (stands && shape.length === 1)
    return { ...vector([], shape[0] ?? 1, 1), rows: shape[0] ?? 1, columns: 1 };
  if (shape.length <= 1) return vector([], shape[0] ?? 1, shape.length === 0 ? 0 : 1);
  if (shape.length === 2 && shape[0] === 1) return vector([0], shape[1] ?? 1, 1);
  const outer = shape.slice(0, -2);
  const [rows = 1, columns = 1] = shape.slice(-2);
  const all = size(outer);
  const key = (prefix: Index): string => prefix.join(",");
  const chosen = new Map<string, Index>();
  const put = (prefix: Index): void => {
    if (chosen.size < MOST_SHEETS) chosen.set(key(prefix), prefix);
  };
  if (all > MOST_SHEETS) for (const index of wanted) put(index.slice(0, outer.length));
  for (let at = 0; at < all && chosen.size < MOST_SHEETS; at++) put(unravel(outer, at));
  const order = [...chosen.values()].toSorted((a, b) => compare(a, b));
  return { prefixes: order, axes: 2, suffix: [], rows, columns, all };
}

function vector(prefix: Index, count: number, axes: 0 | 1): Cut {
  const columns = count <= LONGEST_ROW ? count : squarish(count);
  return {
    prefixes: [prefix],
    axes,
    suffix: [],
    rows: Math.ceil(count / columns),
    columns,
    all: 1,
  };
}

/** The number of columns at most LONGEST_ROW that leaves no gap, else LONGEST_ROW. */
function squarish(count: number): number {
  for (let columns = LONGEST_ROW; columns >= 5; columns--)
    if (count % columns === 0) return columns;
  return LONGEST_ROW;
}

function compare(a: Index, b: Index): number {
  for (const [axis, at] of a.entries()) if (at !== b[axis]) return at - (b[axis] ?? 0);
  return 0;
}

interface SheetOptions {
  readonly titleOf: (prefix: Index) => string;
  /** Whether a cell's number is known already. */
  readonly shown: (index: Index) => boolean;
  readonly turned: boolean;
  readonly rowNames?: readonly string[] | undefined;
}

export function sheetsOf(
  tensor: string,
  values: Tensor | null,
  shape: Shape,
  cut: Cut,
  { titleOf, shown, turned, rowNames }: SheetOptions,
): Sheet[] {
  const steps = strides(shape);
  const total = size(shape);
  return cut.prefixes.map((prefix) => {
    const start = prefix.reduce((sum, at, axis) => sum + at * (steps[axis] ?? 0), 0);
    const rows = Array.from({ length: cut.rows }, (_, row) =>
      Array.from({ length: cut.columns }, (__, column) => {
        const at = start + row * cut.columns + column;
        if (at >= total || values === null || !shown(unravel(shape, at))) return null;
        return values.data[at] ?? null;
      }),
    );
    return {
      key: `${tensor}:${prefix.join(",")}`,
      tensor,
      prefix,
      axes: cut.axes,
      suffix: cut.suffix,
      title: cut.prefixes.length > 1 ? titleOf(prefix) : "",
      ...(turned ? { turned } : {}),
      rowNames,
      values: turned ? reversed(rows) : rows,
    };
  });
}
