/**
 * How tilted sheets lean, and how large they and their distances may be in the room there is. All
 * in CSS px.
 */
import type { Room, VolumeExtents } from "./arrange";

/** x stays, y is shortened and pushes to the right. */
export const TILT = { shear: -0.45, squash: 0.8 };

/** Between closed sheets, and the least and the most free height of a sheet that is peeled off. */
const CLOSED = { x: 11, y: 9 };
const FREE = 12;
/** A sign and its margins, and the height of a caption. */
const SIGN = 56;
const CAPTION = 34;
const LEAST = 12;

export interface TiltedSizes {
  readonly size: number;
  readonly input: { readonly x: number; readonly y: number };
  readonly filter: { readonly x: number; readonly y: number };
  readonly output: { readonly x: number; readonly y: number };
}

/**
 * The largest cells with which input, filter and output stand side by side, or one under the other
 * on a phone.
 */
export function tiltedSizes(of: VolumeExtents, room: Room, apart: boolean): TiltedSizes {
  for (let size = Math.min(room.most, 44 * room.rem); size > LEAST; size--) {
    const sizes = sizesWithCells(of, room, apart, size);
    if (sizes !== null) return sizes;
  }
  return (
    sizesWithCells(
      of,
      { ...room, width: Number.POSITIVE_INFINITY, height: Number.POSITIVE_INFINITY },
      false,
      LEAST,
    ) ?? NONE
  );
}

const NONE: TiltedSizes = { size: LEAST, input: CLOSED, filter: CLOSED, output: CLOSED };

function sizesWithCells(
  of: VolumeExtents,
  room: Room,
  apart: boolean,
  size: number,
): TiltedSizes | null {
  const tall = room.height - CAPTION;
  const high = (rows: number): number => rows * size * TILT.squash;
  const step = (rows: number, sheets: number): { readonly x: number; readonly y: number } => {
    if (!apart || sheets < 2) return CLOSED;
    return {
      x: 14,
      y: Math.max(CLOSED.y, Math.min(high(rows) + FREE, (tall - high(rows)) / (sheets - 1))),
    };
  };
  const [input, filter, output] = [
    step(of.rows, of.channels),
    step(of.kernel, of.channels),
    step(of.outRows, of.filters),
  ];
  const width = (rows: number, columns: number, sheets: number, x: number): number =>
    columns * size - rows * size * TILT.shear + (sheets - 1) * x + 4;
  const widths = [
    width(of.rows, of.columns, of.channels, input.x),
    width(of.kernel, of.kernel, of.channels, filter.x),
    width(of.outRows, of.outColumns, of.filters, output.x),
  ];
  const phone = room.width < 480;
  const total = phone ? Math.max(...widths) : widths.reduce((sum, one) => sum + one, 2 * SIGN);
  const stack = high(of.rows) + (of.channels - 1) * (apart ? 0.4 * high(of.rows) : CLOSED.y);
  return total > room.width || stack > tall ? null : { size, input, filter, output };
}
