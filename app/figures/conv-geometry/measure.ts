/** What a number of the size formula measures, as outlined rectangles on the three grids. */
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
  switch (measure.id) {
    case "n":
      return {
        ...NO_RINGS,
        x: [
          {
            row: rows.before,
            column: columns.before,
            rows: rows.size,
            columns: columns.size,
            hue: "input",
            label: `n = ${axis.size}`,
          },
        ],
      };
    case "p":
      return { ...NO_RINGS, x: paddingRings(sliding, down) };
    case "f":
      return {
        ...NO_RINGS,
        x: [{ ...windowAt(sliding, 0, 0), hue: "weight", label: `f = ${axis.kernel}` }],
        w: [{ row: 0, column: 0, rows: rows.kernel, columns: columns.kernel, hue: "weight" }],
      };
    case "s":
      return { ...NO_RINGS, x: strideRings(sliding, down) };
    case "out":
      return {
        ...NO_RINGS,
        y: [
          {
            row: 0,
            column: 0,
            rows: rows.count,
            columns: columns.count,
            hue: "output",
            label: String(axis.count),
          },
        ],
      };
    default:
      measure.id satisfies never;
      return NO_RINGS;
  }
}

function paddingRings(sliding: Sliding, down: boolean): GridRing[] {
  const axis = down ? sliding.rows : sliding.columns;
  const across = padded(down ? sliding.columns : sliding.rows);
  const band = (from: number, size: number): GridRing[] =>
    size === 0
      ? []
      : [
          {
            ...(down
              ? { row: from, column: 0, rows: size, columns: across }
              : { row: 0, column: from, rows: across, columns: size }),
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
    ? { row: 0, column: 0, rows: axis.stride, columns: span(sliding.columns) }
    : { row: 0, column: 0, rows: span(sliding.rows), columns: axis.stride };
  return [
    first,
    { ...second, hue: "weight" },
    { ...reach, hue: "input", label: `s = ${axis.stride}` },
  ];
}
