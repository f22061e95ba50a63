/** Curve in its states. */
import { useState } from "react";
import { Curve } from "./Curve";
import { percent } from "./format";
import type { Point, Series } from "./series";

const falling = (steps: number, every: number, scale: number): Point[] =>
  Array.from({ length: Math.floor(steps / every) }, (_, at) => ({
    step: (at + 1) * every,
    value:
      scale *
      (2.3 * Math.exp((-at * every) / (steps / 4)) +
        0.12 +
        0.1 * Math.abs(Math.sin(at * every * 12.9))),
  }));
const line = (points: readonly Point[], id = "a", label = "training loss"): Series => ({
  id,
  label,
  points,
  tone: "first",
  mark: "line",
});
const dots = (points: readonly Point[], label = "held-out loss"): Series => ({
  id: "held",
  label,
  points,
  tone: "second",
  mark: "dots",
});

function Linked() {
  const [cursor, setCursor] = useState<number | null>(200);
  const loss = [line(falling(500, 1, 1)), dots(falling(500, 50, 0.9))];
  const accuracy = [
    dots(
      falling(500, 50, 1).map(({ step, value }) => ({ step, value: 1 - value / 2.7 })),
      "held-out accuracy",
    ),
  ];
  return (
    <div>
      <Curve
        title="Loss"
        series={loss}
        scale="log"
        cursor={cursor}
        onCursor={setCursor}
        width={460}
      />
      <Curve
        title="Accuracy"
        series={accuracy}
        scale="linear"
        range={[0, 1]}
        format={percent}
        lastStep={500}
        cursor={cursor}
        onCursor={setCursor}
        width={460}
      />
    </div>
  );
}

const still = (title: string, series: readonly Series[], scale: "linear" | "log" = "linear") => (
  <Curve title={title} series={series} scale={scale} cursor={null} width={420} />
);
const broken = falling(60, 1, 1).map(({ step, value }) => ({
  step,
  value: step > 31 ? Number.NaN : value * 1.3 ** step,
}));

export const gallery = {
  title: "Curve",
  states: [
    { name: "two linked curves with one cursor", node: <Linked /> },
    { name: "empty", node: still("Loss", [line([])]) },
    { name: "one point", node: still("Loss", [line([{ step: 1, value: 2.31 }])]) },
    { name: "becomes NaN", node: still("Loss", [line(broken)], "log") },
    { name: "huge", node: still("Loss", [line(falling(80, 1, 1e18))], "log") },
    { name: "tiny", node: still("Gradient", [line(falling(80, 1, 1e-14))], "log") },
    { name: "negative", node: still("Output", [line(falling(80, 1, -3))]) },
    { name: "long run, thinned", node: still("Loss", [line(falling(20_000, 1, 1))], "log") },
  ],
};
