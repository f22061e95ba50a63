/**
 * How volumes are turned in space, and how large their cells may be in the room there is. A point
 * lies so far across, down and away from the reader; it is seen from in front, without
 * perspective. All lengths in CSS px, angles in degrees.
 */
import type { Turn } from "../scene/scene";
import type { Room, VolumeExtents } from "./arrange";

/** Further round, the numbers on the sheets could not be read. */
export const FURTHEST: Turn = { yaw: 75, pitch: 45 };

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where one px across, down and away from the reader comes to lie on the page. */
export interface Axes {
  readonly across: Point;
  readonly down: Point;
  readonly away: Point;
}

const RADIANS = Math.PI / 180;

export function axesOf({ yaw, pitch }: Turn): Axes {
  const [sin, cos] = [Math.sin(yaw * RADIANS), Math.cos(yaw * RADIANS)];
  const [up, level] = [Math.sin(pitch * RADIANS), Math.cos(pitch * RADIANS)];
  return {
    across: { x: cos, y: sin * up },
    down: { x: 0, y: level },
    away: { x: sin, y: -cos * up },
  };
}

export function turned({ yaw, pitch }: Turn, by: Turn): Turn {
  const within = (angle: number, most: number): number =>
    Math.round(Math.max(-most, Math.min(most, angle)));
  return {
    yaw: within(yaw + by.yaw, FURTHEST.yaw),
    pitch: within(pitch + by.pitch, FURTHEST.pitch),
  };
}

export function pointAt(axes: Axes, across: number, down: number, away: number): Point {
  const on = (axis: "x" | "y"): number =>
    across * axes.across[axis] + down * axes.down[axis] + away * axes.away[axis];
  return { x: on("x"), y: on("y") };
}

export interface BlockSizes {
  /** Side of a cell. */
  readonly size: number;
  /** From one sheet to the next, and of one sheet. */
  readonly gap: number;
  readonly thickness: number;
}

/** A sign and its margins, and the height of a caption. */
const SIGN = 56;
const CAPTION = 34;
const LEAST = 12;

/** Room of a block that it keeps while it is turned. */
export function boxOf(
  rows: number,
  columns: number,
  sheets: number,
  { size, gap, thickness }: BlockSizes,
): { readonly width: number; readonly height: number } {
  const across = Math.hypot(columns * size, (sheets - 1) * gap + thickness);
  return { width: across + 8, height: 0.87 * rows * size + across / 2 + 8 };
}

/**
 * The largest cells with which input, filter and output stand side by side, or one under the other
 * on a phone.
 */
export function blockSizes(of: VolumeExtents, room: Room, apart: boolean): BlockSizes {
  const largest = Math.round(Math.min(room.most, 44 * room.rem));
  for (let size = largest; size > LEAST; size--)
    if (fits(of, room, sizesWith(size, apart))) return sizesWith(size, apart);
  return sizesWith(LEAST, apart);
}

function sizesWith(size: number, apart: boolean): BlockSizes {
  return apart
    ? { size, gap: 1.9 * size, thickness: 0.3 * size }
    : { size, gap: 0.6 * size, thickness: 0.6 * size };
}

function fits(of: VolumeExtents, room: Room, sizes: BlockSizes): boolean {
  const boxes = [
    boxOf(of.rows, of.columns, of.channels, sizes),
    boxOf(of.kernel, of.kernel, of.channels, sizes),
    boxOf(of.outRows, of.outColumns, of.filters, sizes),
  ];
  const widths = boxes.map(({ width }) => width);
  const phone = room.width < 480;
  const width = phone ? Math.max(...widths) : widths.reduce((sum, one) => sum + one, 2 * SIGN);
  const height = Math.max(...boxes.map((box) => box.height));
  return width <= room.width && height <= room.height - CAPTION;
}
