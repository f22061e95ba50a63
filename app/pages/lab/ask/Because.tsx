/** Which part of the picture a class comes from: four maps, each with what it is. */
import { t } from "../../../language/words";
import { type ComponentProps, type ReactNode, useEffect, useMemo, useState } from "react";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { Choice } from "../../../figures/marks/choice/Choice";
import { Select } from "../../../figures/marks/controls/Select";
import type { Place } from "../../../figures/marks/grid";
import { HeatMap } from "../../../figures/marks/heat-map/HeatMap";
import { reason } from "../../../shell/reason";
import { filledWeights, type Project } from "../project";
import {
  type Because,
  camLayer,
  gradientMap,
  MOST_WORK,
  type Occlusion,
  occlusions,
  type ReasonMap,
  scored,
  scoreNumbers,
  WAYS,
} from "../../../../engine/explain/reasons";
import { Pictured } from "../Pictured";
import { className } from "./classes";
import type { Answered } from "./in-use";
import { PixelReasons } from "./PixelReasons";
import { occlusionTerm, reasonTerm } from "./reason-terms";
import type { PictureSize } from "./rgba";
import styles from "./ask.module.css";

interface BecauseProps {
  readonly project: Project;
  readonly network: NetworkShapes;
  readonly answered: Answered;
  readonly size: PictureSize;
  /** The likeliest classes, the best first. */
  readonly top: readonly number[];
}

const SIDE = 260;

export function BecausePanel(props: BecauseProps): ReactNode {
  const { project, network, top } = props;
  const [way, setWay] = useState<Because | "none">("none");
  const [label, setLabel] = useState<number | null>(null);
  const asked = label !== null && top.includes(label) ? label : (top[0] ?? 0);
  const whyNot = whyNotInPage(network);
  const options = [
    { value: "none" as const, title: "off" },
    ...(["gradient", "product", "cam", "occlusion"] as const).map((value) => ({
      value,
      title: WAYS[value],
      whyNot: value === "occlusion" ? null : whyNot,
    })),
  ];
  return (
    <section
      className={styles["because"]}
      aria-label={t("Which part of the picture it comes from")}
    >
      <h2>{t("Which part of the picture?")}</h2>
      <div className={styles["row"]}>
        <Choice label={t("Map")} options={options} value={way} onChange={setWay} />
        {way !== "none" && (
          <Select
            label="for"
            value={String(asked)}
            options={top.map((at) => ({
              value: String(at),
              title: className(project.classes, at),
            }))}
            onChange={(value) => setLabel(Number(value))}
          />
        )}
      </div>
      {whyNot !== null && <p className="soft">{whyNot}</p>}
      {way === "occlusion" && <Occluded key={asked} {...props} label={asked} />}
      {way !== "none" && way !== "occlusion" && whyNot === null && (
        <Gradient {...props} way={way} label={asked} />
      )}
    </section>
  );
}

function whyNotInPage({ multiplyAdds }: NetworkShapes): string | null {
  return multiplyAdds <= MOST_WORK
    ? null
    : t(
        "Gradients are computed in the page, in 64 bits: this network is too large for that. Occlusion asks the engine.",
      );
}

interface GradientProps extends BecauseProps {
  readonly way: Exclude<Because, "occlusion">;
  readonly label: number;
}

function Gradient({ project, network, answered, size, way, label }: GradientProps): ReactNode {
  const { input } = answered;
  const weights = useMemo(
    () =>
      new Map([...filledWeights(project, network).weights].map(([name, { data }]) => [name, data])),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- of the project only the weights count
    [project.weights, network],
  );
  const numbers = useMemo(
    () => scoreNumbers(network, weights, input, label),
    [network, weights, input, label],
  );
  const map = useMemo(() => gradientMap(numbers, size, way), [numbers, size, way]);
  return (
    <Shown
      map={map}
      says={saidOf(way, numbers.network, project, label)}
      numbersAt={(at) => ({
        expression: reasonTerm(numbers, size, way, at),
        numbersOf: () => numbers,
      })}
    />
  );
}

interface Covered {
  readonly of: Answered;
  readonly whole: number;
  /** The score with each square covered, as far as it is known. */
  readonly scores: readonly number[];
}

/** One pass for each square, one after the other; what is known so far is drawn. */
function Occluded({
  project,
  network,
  answered,
  size,
  label,
}: BecauseProps & { readonly label: number }): ReactNode {
  const [found, setFound] = useState<Covered | null>(null);
  const [problem, setProblem] = useState("");
  const squares = useMemo(() => occlusions(answered.input, size), [answered, size]);
  const name = `${scored(network).output.name}.y`;
  useEffect(() => {
    const { signal, abort } = stopper();
    const ask = async (input: Float32Array): Promise<number> =>
      (await answered.infer(input, [name]))[name]?.data[label] ?? Number.NaN;
    const go = async (): Promise<void> => {
      setProblem("");
      const { rows, columns, covered } = squares;
      const whole = await ask(answered.input);
      const scores: number[] = [];
      while (scores.length < rows * columns) {
        if (signal.aborted) return;
        scores.push(await ask(Float32Array.from(covered(scores.length))));
        if (scores.length % columns === 0 && !signal.aborted)
          setFound({ of: answered, whole, scores: [...scores] });
      }
    };
    go().catch((error: unknown) => signal.aborted || setProblem(reason(error)));
    return abort;
  }, [answered, name, squares, label]);
  const map = useMemo(() => (found === null ? null : fallsOf(squares, found)), [squares, found]);
  if (problem !== "") return <p className="problem">{problem}</p>;
  if (found?.of !== answered || map === null)
    return <p className="soft">{t("Square after square…")}</p>;
  return (
    <Shown
      map={map}
      says={saidOf("occlusion", network, project, label)}
      numbersAt={(at) => {
        const score = found.scores[at];
        return score === undefined
          ? null
          : {
              expression: occlusionTerm(name, label, found.whole, score),
              numbersOf: (covered) =>
                covered
                  ? answered.numbersFor(Float32Array.from(squares.covered(at)))
                  : answered.numbers,
            };
      }}
    />
  );
}

/** By how much each square makes the score fall; 0 where it is not known yet. */
function fallsOf({ rows, columns }: Occlusion, { whole, scores }: Covered): ReasonMap {
  const values = Float64Array.from(
    { length: rows * columns },
    (_, at) => whole - (scores[at] ?? whole),
  );
  return { rows, columns, values };
}

function stopper(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

interface ShownProps {
  readonly map: ReasonMap;
  readonly says: string;
  /** A pixel by its definition; null where it is not known yet. */
  readonly numbersAt: (
    at: number,
  ) => Pick<ComponentProps<typeof PixelReasons>, "expression" | "numbersOf"> | null;
}

function Shown({ map, says, numbersAt }: ShownProps): ReactNode {
  const most = map.values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-12);
  const [cursor, setCursor] = useState<Place | null>(null);
  const [pressed, setPressed] = useState<Place | null>(null);
  const place = pressed === null ? null : pressed.row * map.columns + pressed.column;
  const opened = useMemo(
    () => (place === null ? null : numbersAt(place)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the map stands for what it is made of
    [place, map],
  );
  return (
    <>
      <Pictured name="which part of the picture">
        <div className={styles["reason"]}>
          <HeatMap
            label="How much each part of the picture counts"
            rows={map.rows}
            columns={map.columns}
            data={map.values}
            colouring={{ palette: "diverging", low: -most, high: most }}
            width={SIDE}
            cursor={cursor}
            onCursor={setCursor}
            onAsk={setPressed}
            rings={pressed === null ? [] : [{ ...pressed, rows: 1, columns: 1, hue: "output" }]}
          />
          <p>
            {says} {t("Press a pixel, or Enter on it, to see its numbers.")}
          </p>
        </div>
      </Pictured>
      {opened !== null && pressed !== null && (
        <PixelReasons key={place} title={titleOf(pressed)} {...opened} />
      )}
    </>
  );
}

function titleOf({ row, column }: Place): string {
  return t("row {row}, column {column}", { row, column });
}

function saidOf(way: Because, network: NetworkShapes, project: Project, label: number): string {
  const score = t("the score of {className}", { className: className(project.classes, label) });
  switch (way) {
    case "gradient":
      return t(
        "At each pixel, how fast {score} changes with it: |∂score/∂x|, of several channels the largest.",
        { score },
      );
    case "product":
      return t(
        "At each pixel, x · ∂score/∂x, added over the channels: orange raises {score}, blue lowers it.",
        { score },
      );
    case "cam":
      return t(
        "The maps of {camLayer}, each times the mean of its gradient, added; what is negative is 0. Orange is where the maps speak for {className}.",
        {
          camLayer: camLayer(network) ?? t("the last layer"),
          className: className(project.classes, label),
        },
      );
    default:
      return t(
        "How much {score} falls when a square of the picture is replaced by its mean: orange is what it needs, blue what speaks against it.",
        { score },
      );
  }
}
