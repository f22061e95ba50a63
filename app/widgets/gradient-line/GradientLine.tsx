/** Gradients along a line of inputs, of a plain network and of its residual twin. */
import { t } from "../../language/words";
import { useEffect, useMemo, useState } from "react";
import { FigureFrame } from "../../explorer/FigureFrame";
import { Curve } from "../../figures/curve/Curve";
import { readable } from "../../figures/curve/format";
import type { Across, Point, Series } from "../../figures/curve/series";
import { capital } from "../../figures/describe/capital";
import type { Reply } from "../answering";
import { Controls } from "../fields/Controls";
import { useFigureServices } from "../services";
import { useAnswer } from "../useAnswer";
import { useAnnounced } from "../useAnnounced";
import type { WidgetProps } from "../widget";
import { fields, gradientLine, type GradientLineState, questionOf } from "./definition";
import { inputAt, type Line, type LineQuestion, relative } from "./line";
import lineWorker from "./line-worker.ts?worker&url";

const INPUT: Across = { one: "x =", many: "inputs", at: (place) => readable(inputAt(place)) };
const APART: Across = { one: "apart:", many: "distances", at: String };
const NETS = [
  { residual: false, label: "plain", tone: "first" },
  { residual: true, label: "residual", tone: "second" },
] as const;

/** While the next line is computed the last one stays. */
function useLine(state: GradientLineState, residual: boolean): Reply<Line> | null {
  const { layers, scale, seed } = questionOf(state, residual);
  const question = useMemo(
    () => ({ layers, residual, scale, seed }),
    [layers, residual, scale, seed],
  );
  const now = useAnswer<LineQuestion, Line>(lineWorker, "gradient-line", question);
  return now.kind === "waiting" ? now.last : now;
}

export function GradientLine(props: WidgetProps<GradientLineState>) {
  const { state, mode } = props;
  const { computedBy } = useFigureServices();
  const [place, setPlace] = useState<number | null>(null);
  const [apart, setApart] = useState<number | null>(null);
  useAnnounced(state, gradientLine.describe);
  useEffect(
    () => computedBy(t("Computed by the ops' own definitions, in 64 bits, on the processor")),
    [computedBy],
  );
  const lines = [useLine(state, false), useLine(state, true)];
  const failed = lines.find((line) => line?.kind === "failed");
  const series = (pick: (line: Line) => Float64Array): readonly Series[] =>
    NETS.map(({ label, tone }, at) => ({
      id: label,
      label,
      tone,
      mark: "line",
      points: pointsOf(lines[at], pick),
    }));
  const gradients = series(relative);
  return (
    <FigureFrame>
      {mode !== "print" && <Controls {...props} table={fields} tried />}
      {failed !== undefined && (
        <p role="note">{t("The gradients: {why}", { why: failed.why.replace(/\.?$/, ".") })}</p>
      )}
      {gradients.map((one) => (
        <Curve
          key={one.id}
          title={capital(one.label)}
          series={[{ ...one, label: t("gradient ÷ its spread") }]}
          scale="linear"
          cursor={place}
          onCursor={setPlace}
          across={INPUT}
          height={110}
          empty={t("Computing …")}
        />
      ))}
      <Curve
        title={t("How alike gradients are")}
        series={series(({ correlations }) => correlations)}
        scale="linear"
        range={[-0.5, 1]}
        cursor={apart ?? 1}
        onCursor={setApart}
        across={APART}
        height={140}
        empty={t("Computing …")}
      />
    </FigureFrame>
  );
}

function pointsOf(
  line: Reply<Line> | null | undefined,
  pick: (line: Line) => Float64Array,
): readonly Point[] {
  if (line?.kind !== "done") return [];
  return Array.from(pick(line.answer), (value, step) => ({ step, value }));
}
