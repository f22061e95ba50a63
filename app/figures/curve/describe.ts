/** A curve in words: the same facts as the drawing, for a screen reader and the caption. */
import { t, word } from "../../language/words";
import { readable } from "./format";
import { type Across, type Point, type Series, STEPS } from "./series";

export function describeCurve(
  title: string,
  series: readonly Series[],
  marks: readonly { readonly step: number; readonly label: string }[] = [],
  across: Across = STEPS,
): string {
  const at = (step: number): string => `${word(across.one)} ${across.at(step)}`;
  const filled = series.filter((one) => one.points.length > 0);
  if (filled.length === 0) return t("{title}: nothing measured yet.", { title });
  const happened = marks
    .map(({ step, label }) =>
      label === "" ? "" : t(" At {step}: {label}.", { step: at(step), label }),
    )
    .join("");
  return `${title}. ${filled.map((one) => describeSeries(one, at)).join(" ")}${happened}`;
}

function describeSeries({ label, points }: Series, at: (step: number) => string): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return "";
  const broken = points.find((point) => !Number.isFinite(point.value));
  const gap =
    broken === undefined
      ? ""
      : t(" {value} at {step}.", { value: readable(broken.value), step: at(broken.step) });
  if (first === last)
    return t("{label}: {value} at {step}.", {
      label,
      value: readable(first.value),
      step: at(first.step),
    });
  const best = lowest(points);
  const low =
    best === null || best === last
      ? ""
      : t(", lowest {value} at {step}", { value: readable(best.value), step: at(best.step) });
  return t("{label}: from {value} at {step} to {value2} at {step2}{low}.{gap}", {
    label,
    value: readable(first.value),
    step: at(first.step),
    value2: readable(last.value),
    step2: at(last.step),
    low,
    gap,
  });
}

function lowest(points: readonly Point[]): Point | null {
  return points.reduce<Point | null>(
    (best, point) =>
      Number.isFinite(point.value) && (best === null || point.value < best.value) ? point : best,
    null,
  );
}
