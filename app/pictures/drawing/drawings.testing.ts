/**
 * Drawings on which the shipped network is measured: 22 shapes of the ten digits, each in five
 * styles. Nothing is tuned on them: what is chosen by looking at drawings is chosen on others
 * (tools/tuning-drawings.ts).
 */
import type { Stroke } from "./drawing";
import { arc, drawnShape, joined, line, type Placing, type Shape } from "./lines.testing";

const SHAPES: readonly Shape[] = [
  { name: "0 round", label: 0, width: 0.75, paths: [arc([0.5, 0.5], [0.5, 0.5], 90, 450)] },
  {
    name: "0 narrow, not quite closed",
    label: 0,
    width: 0.52,
    paths: [arc([0.5, 0.5], [0.5, 0.5], 70, 415)],
  },
  { name: "1 a line", label: 1, width: 0.1, paths: [line([0.5, 0], [0.5, 1])] },
  { name: "1 with a flag", label: 1, width: 0.3, paths: [line([0, 0.26], [0.9, 0], [0.9, 1])] },
  {
    name: "1 with flag and foot",
    label: 1,
    width: 0.5,
    paths: [line([0.12, 0.24], [0.52, 0], [0.52, 1]), line([0.05, 1], [1, 1])],
  },
  {
    name: "2 with a straight base",
    label: 2,
    width: 0.66,
    paths: [joined(arc([0.5, 0.28], [0.48, 0.28], 160, -35), line([0.02, 1], [1, 1]))],
  },
  {
    name: "2 with a loop",
    label: 2,
    width: 0.72,
    paths: [
      joined(
        arc([0.46, 0.26], [0.4, 0.26], 165, -50),
        arc([0.2, 0.88], [0.16, 0.1], 60, 330),
        line([0.6, 0.97], [1, 0.9]),
      ),
    ],
  },
  {
    name: "3 round",
    label: 3,
    width: 0.62,
    paths: [
      joined(arc([0.45, 0.25], [0.45, 0.25], 150, -80), arc([0.45, 0.74], [0.53, 0.26], 80, -155)),
    ],
  },
  {
    name: "3 with a flat top",
    label: 3,
    width: 0.62,
    paths: [
      joined(line([0.05, 0], [0.92, 0], [0.4, 0.4]), arc([0.42, 0.7], [0.56, 0.3], 85, -150)),
    ],
  },
  {
    name: "4 open",
    label: 4,
    width: 0.66,
    paths: [line([0.12, 0.02], [0.04, 0.56], [1, 0.56]), line([0.78, 0.08], [0.74, 1])],
  },
  {
    name: "4 closed",
    label: 4,
    width: 0.66,
    paths: [line([0.7, 1], [0.7, 0], [0, 0.66], [1, 0.66])],
  },
  {
    name: "5 in two strokes",
    label: 5,
    width: 0.6,
    paths: [
      joined(line([0.14, 0], [0.1, 0.44]), arc([0.44, 0.69], [0.54, 0.31], 125, -150)),
      line([0.14, 0], [0.94, 0]),
    ],
  },
  {
    name: "5 in one stroke",
    label: 5,
    width: 0.6,
    paths: [
      joined(
        line([0.95, 0.02], [0.25, 0.04], [0.16, 0.42]),
        arc([0.42, 0.68], [0.5, 0.31], 110, -140),
      ),
    ],
  },
  {
    name: "6 with a curved stem",
    label: 6,
    width: 0.6,
    paths: [
      joined(arc([0.95, 0.72], [0.95, 0.72], 100, 180), arc([0.5, 0.72], [0.5, 0.28], 180, 530)),
    ],
  },
  {
    name: "6 with a straight stem",
    label: 6,
    width: 0.56,
    paths: [joined(line([0.62, 0], [0.06, 0.62]), arc([0.5, 0.73], [0.48, 0.27], 165, 520))],
  },
  { name: "7 plain", label: 7, width: 0.62, paths: [line([0, 0], [1, 0], [0.35, 1])] },
  {
    name: "7 crossed",
    label: 7,
    width: 0.64,
    paths: [line([0, 0.02], [1, 0], [0.38, 1]), line([0.2, 0.52], [0.95, 0.5])],
  },
  {
    name: "7 with a serif",
    label: 7,
    width: 0.62,
    paths: [line([0.02, 0.16], [0.04, 0], [1, 0], [0.45, 1])],
  },
  {
    name: "8 of two circles",
    label: 8,
    width: 0.58,
    paths: [arc([0.5, 0.24], [0.4, 0.24], 270, 630), arc([0.5, 0.74], [0.5, 0.26], 90, 450)],
  },
  {
    name: "8 in one stroke",
    label: 8,
    width: 0.58,
    paths: [
      joined(
        arc([0.5, 0.24], [0.42, 0.24], 30, 225),
        line([0.85, 0.6]),
        arc([0.5, 0.75], [0.48, 0.25], 20, -200),
        line([0.86, 0.14]),
      ),
    ],
  },
  {
    name: "9 with a straight stem",
    label: 9,
    width: 0.56,
    paths: [joined(arc([0.5, 0.28], [0.48, 0.28], 10, 370), line([0.9, 1]))],
  },
  {
    name: "9 with a curved tail",
    label: 9,
    width: 0.6,
    paths: [joined(arc([0.52, 0.28], [0.47, 0.28], 0, 360), arc([0.2, 0.4], [0.79, 0.6], 0, -75))],
  },
];

const tremble: Placing["tremble"] = (t) => ({
  x: 0.35 * Math.sin(0.9 * t) + 0.2 * Math.sin(2.3 * t + 1),
  y: 0.35 * Math.cos(0.7 * t + 2) + 0.2 * Math.sin(1.9 * t),
});

const STYLES: readonly (Placing & { readonly name: string })[] = [
  { name: "upright, as large as the field", x: 14, y: 14, height: 21, stretch: 1, slant: 0 },
  { name: "small, in a corner", x: 6.5, y: 21, height: 7, stretch: 1, slant: 0.05 },
  { name: "slanted to the right", x: 15, y: 13, height: 17, stretch: 0.95, slant: 0.35 },
  { name: "wide, leaning to the left", x: 13, y: 15, height: 14, stretch: 1.3, slant: -0.15 },
  { name: "trembling", x: 14, y: 14, height: 18, stretch: 1.05, slant: 0.1, tremble },
];

interface ScriptedDrawing {
  readonly name: string;
  readonly label: number;
  readonly strokes: readonly Stroke[];
}

export const drawings: readonly ScriptedDrawing[] = SHAPES.flatMap((shape) =>
  STYLES.map((style) => ({
    name: `${shape.name}, ${style.name}`,
    label: shape.label,
    strokes: drawnShape(shape, style),
  })),
);
