/**
 * Drawings to tune on: shapes of digits whose corners, size, place and slant vary by a seed. The
 * network is measured on others, which nothing is tuned on (app/pictures/drawing/drawings.testing).
 */
import {
  arc,
  drawnShape,
  joined,
  line,
  type Path,
  type Shape,
} from "../app/pictures/drawing/lines.testing";
import type { Stroke } from "../app/pictures/drawing/drawing";
import { random, type Random } from "../engine/core/random";

const shape = (label: number, width: number, ...paths: readonly Path[]): Shape => ({
  name: `${label}`,
  label,
  width,
  paths,
});

const SHAPES: readonly Shape[] = [
  shape(0, 0.65, arc([0.5, 0.5], [0.5, 0.5], 120, 500)),
  shape(0, 0.9, arc([0.5, 0.5], [0.5, 0.5], 60, 410)),
  shape(1, 0.08, line([0.5, 0], [0.5, 1])),
  shape(1, 0.4, line([0, 0.35], [0.8, 0], [0.8, 1])),
  shape(1, 0.55, line([0.5, 0], [0.5, 1]), line([0, 1], [1, 1])),
  shape(1, 0.55, line([0.1, 0.3], [0.5, 0], [0.5, 1]), line([0, 1], [1, 1])),
  shape(2, 0.7, joined(arc([0.5, 0.3], [0.45, 0.3], 180, -40), line([0, 1], [0.95, 0.97]))),
  shape(2, 0.6, joined(arc([0.5, 0.25], [0.5, 0.25], 140, -20), line([0, 1], [1, 1]))),
  shape(
    3,
    0.6,
    joined(arc([0.4, 0.24], [0.5, 0.24], 140, -90), arc([0.4, 0.74], [0.6, 0.26], 90, -140)),
  ),
  shape(3, 0.6, joined(line([0, 0], [1, 0], [0.45, 0.42]), arc([0.4, 0.7], [0.6, 0.3], 80, -140))),
  shape(4, 0.7, line([0.2, 0], [0, 0.6], [1, 0.6]), line([0.7, 0.2], [0.7, 1])),
  shape(4, 0.7, line([0.65, 1], [0.65, 0], [0, 0.7], [1, 0.7])),
  shape(
    5,
    0.65,
    joined(line([0.1, 0], [0.1, 0.45]), arc([0.4, 0.7], [0.6, 0.3], 120, -140)),
    line([0.1, 0], [1, 0]),
  ),
  shape(
    5,
    0.65,
    joined(line([1, 0], [0.1, 0], [0.1, 0.45]), arc([0.45, 0.7], [0.55, 0.3], 130, -160)),
  ),
  shape(6, 0.6, joined(arc([1, 0.7], [1, 0.7], 110, 180), arc([0.5, 0.7], [0.5, 0.3], 180, 540))),
  shape(6, 0.6, joined(line([0.5, 0], [0, 0.7]), arc([0.5, 0.74], [0.5, 0.26], 170, 510))),
  shape(7, 0.7, line([0, 0], [1, 0], [0.3, 1])),
  shape(7, 0.7, line([0, 0], [1, 0], [0.4, 1]), line([0.15, 0.55], [0.9, 0.55])),
  shape(7, 0.6, line([0, 0.2], [0, 0], [1, 0], [0.4, 1]), line([0.2, 0.5], [0.9, 0.5])),
  shape(8, 0.6, arc([0.5, 0.25], [0.42, 0.25], 90, 450), arc([0.5, 0.75], [0.5, 0.25], 90, 450)),
  shape(
    8,
    0.6,
    joined(
      arc([0.5, 0.25], [0.45, 0.25], 20, 230),
      arc([0.5, 0.75], [0.5, 0.25], 40, -210),
      line([0.9, 0.2]),
    ),
  ),
  shape(9, 0.6, joined(arc([0.5, 0.3], [0.5, 0.3], 20, 380), line([0.8, 1]))),
  shape(9, 0.6, joined(arc([0.5, 0.3], [0.5, 0.3], 0, 360), arc([0.3, 0.4], [0.7, 0.6], 0, -100))),
];

/** Drawings of each shape. */
const EACH = 20;

interface TuningDrawing {
  readonly label: number;
  readonly strokes: readonly Stroke[];
}

export function tuningDrawings(seed: number): readonly TuningDrawing[] {
  const from = random(seed).split("drawings");
  return SHAPES.flatMap((one, at) =>
    Array.from({ length: EACH }, (_, copy) => ({
      label: one.label,
      strokes: varied(one, from.split(`${at} ${copy}`)),
    })),
  );
}

function varied(one: Shape, from: Random): readonly Stroke[] {
  const evenly = (most: number): number => most * (2 * from.uniform() - 1);
  const [a, b, c, d] = [evenly(0.05), evenly(0.05), evenly(2), evenly(2)];
  const paths = one.paths.map((path) =>
    path.map(([x, y]): readonly [number, number] => [
      x + a * Math.sin(3 * y + c),
      y + b * Math.sin(3 * x + d),
    ]),
  );
  const height = 6 + 16 * from.uniform();
  const room = 14 - height / 2 - 1.5;
  const [shake, pace] = [0.02 * height * from.uniform(), 1 + from.uniform()];
  return drawnShape(
    { ...one, paths },
    {
      x: 14 + evenly(room),
      y: 14 + evenly(room),
      height,
      stretch: 1 + evenly(0.25),
      slant: 0.12 + evenly(0.25),
      tremble: (t) => ({ x: shake * Math.sin(pace * t), y: shake * Math.cos(1.3 * pace * t) }),
    },
  );
}
