/** Strokes of digits from lines and arcs, for drawings made by a script. */
import type { Stroke } from "./drawing";
import type { Spot } from "./picture";

/** A stroke in a box of its own: x to the right and y down, each from 0 to 1. */
export type Path = readonly (readonly [number, number])[];

export function line(...corners: Path): Path {
  return corners;
}

const ARC_STEP = 12;

/**
 * Part of an ellipse about (x, y), from one angle to another in degrees: 0 points right, 90 up.
 */
export function arc(
  [x, y]: readonly [number, number],
  [rx, ry]: readonly [number, number],
  from: number,
  to: number,
): Path {
  const count = Math.ceil(Math.abs(to - from) / ARC_STEP);
  return Array.from({ length: count + 1 }, (_, at) => {
    const angle = ((from + ((to - from) * at) / count) * Math.PI) / 180;
    return [x + rx * Math.cos(angle), y - ry * Math.sin(angle)];
  });
}

export function joined(...paths: readonly Path[]): Path {
  return paths.flat();
}

/** A digit in its box: the strokes, and how wide the box is for one of height 1. */
export interface Shape {
  readonly name: string;
  readonly label: number;
  readonly width: number;
  readonly paths: readonly Path[];
}

/** Where a shape is drawn on the 28×28 field, and how. */
export interface Placing {
  /** Middle of the box. */
  readonly x: number;
  readonly y: number;
  /** Height of the box, in pixels of the field. */
  readonly height: number;
  /** Width of the box, times its own. */
  readonly stretch: number;
  /** Columns to the right for each row up. */
  readonly slant: number;
  /** By how much a hand trembles at the spot at `t` along the way, in pixels. */
  readonly tremble?: (t: number) => Spot;
}

/** Spots of a hand are this far from each other, in pixels. */
const SPACING = 0.8;

export function drawnShape({ width, paths }: Shape, placing: Placing): readonly Stroke[] {
  const { x, y, height, stretch, slant, tremble } = placing;
  let way = 0;
  return paths.map((path) => {
    const corners = path.map(([across, down]): Spot => {
      const up = (0.5 - down) * height;
      return { x: x + (across - 0.5) * width * stretch * height + slant * up, y: y - up };
    });
    return corners.flatMap((spot, at) => {
      const before = corners[at - 1] ?? spot;
      const length = Math.hypot(spot.x - before.x, spot.y - before.y);
      const count = Math.max(1, Math.round(length / SPACING));
      return Array.from({ length: at === 0 ? 1 : count }, (_, step) => {
        const along = (step + 1) / count;
        way += length / count;
        const off = tremble?.(way) ?? { x: 0, y: 0 };
        return {
          x: before.x + along * (spot.x - before.x) + off.x,
          y: before.y + along * (spot.y - before.y) + off.y,
        };
      });
    });
  });
}
