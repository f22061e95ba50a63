/** Two classes of points on the plane, forty of each, the same every time. */
import { random, type Random } from "../../../engine/core/random";

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: 0 | 1;
}

export const POINTS = ["rings", "moons", "corners", "halves"] as const;
export type PointsName = (typeof POINTS)[number];

/** How far the plane is drawn, from the middle to each side. */
export const REACH = 4;
const EACH = 40;

/** Where the point at `t` of 0 … 1 stands, before it is scattered. */
const PLACES: Readonly<
  Record<PointsName, (label: 0 | 1, t: number, draw: Random) => readonly [number, number]>
> = {
  rings: (label, t, draw) => {
    const radius = label === 0 ? Math.sqrt(draw.uniform()) : 2.3;
    return [radius * Math.cos(2 * Math.PI * t), radius * Math.sin(2 * Math.PI * t)];
  },
  moons: (label, t) => {
    const [x, y] = [1.7 * Math.cos(Math.PI * t), 1.7 * Math.sin(Math.PI * t)];
    return label === 0 ? [x - 0.8, y - 0.4] : [0.9 - x, 0.5 - y];
  },
  corners: (label, t, draw) => {
    const [x, y] = [0.3 + 1.7 * draw.uniform(), 0.3 + 1.7 * draw.uniform()];
    const right = t < 0.5 ? 1 : -1;
    return [right * x, (label === 0 ? right : -right) * y];
  },
  halves: (label, _, draw) => [(label === 0 ? -1.1 : 1.1) + 0.3 * draw.normal(), draw.normal()],
};

export function pointsOf(name: PointsName): readonly Point[] {
  const draw = random(7).split(name);
  return ([0, 1] as const).flatMap((label) =>
    Array.from({ length: EACH }, (_, at): Point => {
      const [x, y] = PLACES[name](label, at / EACH, draw);
      return { x: x + 0.12 * draw.normal(), y: y + 0.12 * draw.normal(), label };
    }),
  );
}
