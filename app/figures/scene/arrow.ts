/** Arrows between cells of a laid-out scene, as paths. */
import { type Box, cellBox, type Layout } from "./layout";
import type { Arrow } from "./scene";

/**
 * A bow from one cell to the other, with a head; empty where a cell is not drawn. It begins and
 * ends near the edges of its cells, so that their numbers stay free.
 */
export function arrowPath(layout: Layout, { from, to }: Arrow): string {
  const [start, end] = [cellBox(layout, from), cellBox(layout, to)];
  if (start === null || end === null) return "";
  const [a, b] = [towards(start, end), towards(end, start)];
  const length = Math.max(1, Math.hypot(b.x - a.x, b.y - a.y));
  const control = {
    x: (a.x + b.x) / 2 + 0.12 * (b.y - a.y),
    y: (a.y + b.y) / 2 - Math.min(40, 0.12 * length),
  };
  const angle = Math.atan2(b.y - control.y, b.x - control.x);
  const head = [-0.45, 0.45]
    .map(
      (turn) =>
        `M${short(b.x)} ${short(b.y)}L${short(b.x - 8 * Math.cos(angle + turn))} ${short(b.y - 8 * Math.sin(angle + turn))}`,
    )
    .join("");
  return `M${short(a.x)} ${short(a.y)}Q${short(control.x)} ${short(control.y)} ${short(b.x)} ${short(b.y)}${head}`;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function towards(box: Box, other: Box): Point {
  const half = box.width / 2;
  const middle = { x: box.x + half, y: box.y + box.height / 2 };
  const goal = { x: other.x + other.width / 2, y: other.y + other.height / 2 };
  const above = Math.abs(goal.x - middle.x) < 2 * half;
  return {
    x: middle.x + (above ? 0 : Math.sign(goal.x - middle.x) * half * 0.72),
    y: middle.y + (above ? Math.sign(goal.y - middle.y) * half * 0.72 : -half * 0.45),
  };
}

function short(value: number): number {
  return Math.round(value * 10) / 10;
}
