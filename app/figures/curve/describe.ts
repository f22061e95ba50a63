/** A curve in words: the same facts as the drawing, for a screen reader and the caption. */
import { readable } from "./format";
import { type Across, type Point, type Series, STEPS } from "./series";

export function describeCurve(
  title: string,
  series: readonly Series[],
  marks: readonly { readonly step: number; readonly label: string }[] = [],
  across: Across = STEPS,
): string {
  const at = (step: number): string => `${across.one} ${across.at(step)}`;
  const filled = series.filter((one) => one.points.length > 0);
  if (filled.length === 0) return `${title}: nothing measured yet.`;
  const happened = marks
    .map(({ step, label }) => (label === "" ? "" : ` At ${at(step)}: ${label}.`))
    .join("");
  return `${title}. ${filled.map((one) => describeSeries(one, at)).join(" ")}${happened}`;
}

function describeSeries({ label, points }: Series, at: (step: number) => string): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return "";
  const broken = points.find((point) => !Number.isFinite(point.value));
  const gap = broken === undefined ? "" : ` ${readable(broken.value)} at ${at(broken.step)}.`;
  if (first === last) return `${label}: ${readable(first.value)} at ${at(first.step)}.`;
  const best = lowest(points);
  const low =
    best === null || best === last ? "" : `, lowest ${readable(best.value)} at ${at(best.step)}`;
  return `${label}: from ${readable(first.value)} at ${at(first.step)} to ${readable(last.value)} at ${at(last.step)}${low}.${gap}`;
}

function lowest(points: readonly Point[]): Point | null {
  return points.reduce<Point | null>(
    (best, point) =>
      Number.isFinite(point.value) && (best === null || point.value < best.value) ? point : best,
    null,
  );
}
