/** Outlines of the map's shapes, as the text of an SVG path. Pure. */
import type { Point, VolumeMark } from "./marks";

/** A line through corners that are rounded. */
export function rounded(points: readonly Point[], radius: number): string {
  const [start] = points;
  if (start === undefined) return "";
  let path = `M${at(start)}`;
  for (let corner = 1; corner < points.length; corner++) {
    const [before, here, after] = [points[corner - 1], points[corner], points[corner + 1]];
    if (before === undefined || here === undefined) continue;
    if (after === undefined) {
      path += `L${at(here)}`;
      continue;
    }
    const room = Math.min(radius, distance(before, here) / 2, distance(here, after) / 2);
    path += `L${at(toward(here, before, room))}Q${at(here)} ${at(toward(here, after, room))}`;
  }
  return path;
}

/** The head of an arrow whose tip is where the line ends. */
export function arrowHead(points: readonly Point[], size: number): string {
  const [before, tip] = points.slice(-2);
  if (before === undefined || tip === undefined) return "";
  const length = distance(before, tip);
  if (length === 0) return "";
  const [dx, dy] = [(tip[0] - before[0]) / length, (tip[1] - before[1]) / length];
  const [bx, by] = [tip[0] - dx * size, tip[1] - dy * size];
  const half = size * 0.5;
  return `M${at(tip)}L${at([bx - dy * half, by + dx * half])}L${at([bx + dy * half, by - dx * half])}Z`;
}

/** Upper and right side of a slab. */
export function sides({ x, y, width, height, right, rise }: VolumeMark): {
  readonly top: string;
  readonly side: string;
} {
  const [end, below] = [x + width, y + height];
  const corner = at([end + right, y - rise]);
  return {
    top: `M${at([x, y])}L${at([x + right, y - rise])}L${corner}L${at([end, y])}Z`,
    side: `M${at([end, y])}L${corner}L${at([end + right, below - rise])}L${at([end, below])}Z`,
  };
}

/** Where a slab is cut into towers: across its face and its right side. */
export function cuts({ x, y, width, height, right, rise, towers }: VolumeMark): string {
  return Array.from({ length: towers - 1 }, (_, cut) => {
    const level = y + (height * (cut + 1)) / towers;
    return `M${at([x, level])}H${x + width}L${at([x + width + right, level - rise])}`;
  }).join("");
}

function at([x, y]: Point): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}

function toward(from: Point, to: Point, by: number): Point {
  const length = distance(from, to);
  if (length === 0) return from;
  return [from[0] + ((to[0] - from[0]) * by) / length, from[1] + ((to[1] - from[1]) * by) / length];
}
