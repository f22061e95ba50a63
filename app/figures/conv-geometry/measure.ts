/** What a number of the size formula measures, as outlined rectangles on the three grids. */
import type { Window } from "../marks/grid";
import type { GridRing } from "../marks/number-grid/Ring";
import { padded, span, windowAt, type Sliding } from "./geometry";
import type { Measured } from "./size-formula";

export interface Measure {
  readonly id: Measured;
  readonly along: "rows" | "columns";
}

export interface Rings {
  readonly x: readonly GridRing[];
  readonly w: readonly GridRing[];
  readonly y: readonly GridRing[];
}

const NO_RINGS: Rings = { x: [], w: [], y: [] };

export function ringsOf(measure: Measure | null, sliding: Sliding): Rings {
  if (measure === null) return NO_RINGS;
  const { rows, columns } = sliding;
  const axis = sliding[measure.along];
  const down = measure.along === "rows";
  const input = [rows.before, columns.before, rows.size, columns.size] as const;
  switch (measure.id) {
    case "n":
      return { ...NO_RINGS, x: [{ ...box(...input), hue: "input", label: `n = ${axis.size}` }] };
    case "p":
      return { ...NO_RINGS, x: paddingRings(sliding, down) };
    case "f":
      return {
        ...NO_RINGS,
        x: [{ ...windowAt(sliding, 0, 0), hue: "weight", label: `f = ${axis.kernel}` }],
        w: [{ ...box(0, 0, rows.kernel, columns.kernel), hue: "weight" }],
      };
    case "s":
      return { ...NO_RINGS, x: strideRings(sliding, down) };
    case "out":
      return {
        ...NO_RINGS,
        y: [{ ...box(0, 0, rows.count, columns.count), hue: "output", label: `${axis.count}` }],
      };
    default:
      measure.id satisfies never;
      return NO_RINGS;
  }
}

function box(row: number, column: number, rows: number, columns: number): Window {
  return { row, column, rows, columns };
}

function paddingRings(sliding: Sliding, down: boolean): GridRing[] {
  const axis = down ? sliding.rows : sliding.columns;
  const across = padded(down ? sliding.columns : sliding.rows);
  const band = (from: number, size: number): GridRing[] =>
    size === 0
      ? []
      : [
          {
            ...(down ? box(from, 0, size, across) : box(0, from, across, size)),
            hue: "constant",
            label: `p = ${size}`,
          },
        ];
  return [...band(0, axis.before), ...band(axis.before + axis.size, axis.after)];
}

/** The first window and the next: they start s apart. */
function strideRings(sliding: Sliding, down: boolean): GridRing[] {
  const axis = down ? sliding.rows : sliding.columns;
  const first: GridRing = { ...windowAt(sliding, 0, 0), hue: "constant" };
  if (axis.count < 2) return [first];
  const second = windowAt(sliding, down ? 1 : 0, down ? 0 : 1);
  const reach = down
    ? box(0, 0, axis.stride, span(sliding.columns))
    : box(0, 0, span(sliding.rows), axis.stride);
  return [
    first,
    { ...second, hue: "weight" },
    { ...reach, hue: "input", label: `s = ${axis.stride}` },
  ];
}
