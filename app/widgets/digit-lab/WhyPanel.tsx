/**
 * Why one digit and not another: two digits, a map over the drawing, and the arithmetic of any cell
 * of it.
 */
import { t } from "../../language/words";
import { useMemo, useRef, useState, type ReactNode } from "react";
import type { Cell } from "../../../engine/core/expression";
import { type Numbers, present } from "../../../engine/explain/numbers";
import { biasPart } from "../../../engine/explain/reasons";
import { nameOf, nameOfCell, openedOf } from "../../explorer/ask/origin";
import type { Opened } from "../../explorer/ask/opened";
import { useRoom } from "../../figures/curve/useRoom";
import { layOut } from "../../figures/describe/arithmetic";
import { spoken } from "../../figures/describe/number";
import { ColourScale } from "../../figures/marks/colour-scale/ColourScale";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { Select } from "../../figures/marks/controls/Select";
import type { Place } from "../../figures/marks/grid";
import { HeatMap } from "../../figures/marks/heat-map/HeatMap";
import { SIDE } from "../../pictures/drawing/picture";
import { usePainted } from "../../pictures/drawing/usePainted";
import { SCORES } from "../../runs/shipped-network";
import { reasoned } from "./PanelChoices";
import type { DigitState } from "./definition";
import { DIGIT_OPTIONS } from "./digits";
import styles from "./digit-lab.module.css";
import { useSeen } from "./useSeen";
import type { Why } from "./useWhy";
import { COVERED, differenceOf, pixelTerm, squaresOf, squareTerm } from "./why";

interface WhyPanelProps {
  readonly state: DigitState;
  readonly change: (next: DigitState) => void;
  readonly locked: boolean;
  readonly why: Why;
  /** Opens a number of the plain pass, or of the pass that the map is of. */
  readonly onAsk: (cell: Opened, plain: boolean) => void;
}

export function WhyPanel({ state, change, locked, why, onAsk }: WhyPanelProps): ReactNode {
  const { one, other } = why.pair;
  const set = (whyFor: number, whyAgainst: number): void =>
    change(reasoned(state, { whyFor, whyAgainst }));
  return (
    <section
      className={styles["why"]}
      aria-label={t("Why this digit and not another")}
      data-part="why"
      data-subject
    >
      <div className={styles["pairs"]}>
        <Select
          label={t("Why")}
          value={String(one)}
          locked={locked}
          options={optionsWithout(other)}
          onChange={(chosen) => set(Number(chosen), other)}
        />
        <Select
          label={t("and not")}
          value={String(other)}
          locked={locked}
          options={optionsWithout(one)}
          onChange={(chosen) => set(one, Number(chosen))}
        />
      </div>
      <Reasons state={state} change={change} why={why} onAsk={onAsk} />
    </section>
  );
}

function optionsWithout(digit: number) {
  return DIGIT_OPTIONS.filter(({ value }) => value !== String(digit));
}

/** Largest width of the map, in px at type of 16 px. */
const LARGEST = 224;

function Reasons({ state, change, why, onAsk }: Omit<WhyPanelProps, "locked">): ReactNode {
  const { map, pair } = why;
  const [element, { width, type }] = useRoom<HTMLDivElement>(LARGEST);
  const most = map.values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-12);
  const colouring = { palette: "diverging", low: -most, high: most } as const;
  const side = Math.min(LARGEST * type, width);
  const isOpen = state.whyCell >= 0 && state.whyCell < map.values.length;
  const [cursor, setCursor] = useState<Place>({ row: 0, column: 0 });
  const pick = ({ row, column }: Place): void => {
    const trail = state.whyCell < 0 ? state.trail : [];
    change({ ...state, whyCell: row * map.columns + column, trail });
  };
  return (
    <>
      <p className={styles["soft"]}>{wordsOf(state, why)}</p>
      <div ref={element}>
        <div className={styles["over"]} style={{ inlineSize: side }}>
          <HeatMap
            label={t("What speaks for {first} and against {second}", {
              first: pair.one,
              second: pair.other,
            })}
            rows={map.rows}
            columns={map.columns}
            data={map.values}
            colouring={colouring}
            width={side}
            cursor={cursor}
            rings={isOpen ? [ringOf(state.whyCell, map.columns)] : []}
            onCursor={setCursor}
            onAsk={pick}
          />
          {state.why === "occlusion" && <Ghost state={state} />}
        </div>
        <div style={{ inlineSize: side }}>
          <ColourScale label={t("the map")} {...colouring} />
        </div>
      </div>
      {isOpen ? (
        <Term state={state} why={why} onAsk={onAsk} />
      ) : (
        <p className={styles["soft"]}>
          {t("Click a cell of the map to see how its number is computed.")}
        </p>
      )}
    </>
  );
}

/** The drawing, faintly, over squares that are larger than its pixels. */
function Ghost({ state }: Pick<WhyPanelProps, "state">): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  usePainted(canvas, useSeen(state));
  return <canvas ref={canvas} width={SIDE} height={SIDE} className={styles["ghost"]} aria-hidden />;
}

/** Round the cell at this place of a map. */
export function ringOf(at: number, columns: number) {
  const [row, column] = [Math.floor(at / columns), at % columns];
  return { row, column, rows: 1, columns: 1, hue: "output" as const };
}

function wordsOf(state: DigitState, { pair, numbers, map, missing }: Why): string {
  const { one, other } = pair;
  const scores = present(numbers, SCORES).data;
  const score = (at: number): string => spoken(scores[at] ?? Number.NaN);
  const head = t("Score of {first}: {first2}, of {second}: {second2}; difference {difference}.", {
    first: one,
    first2: score(one),
    second: other,
    second2: score(other),
    difference: spoken(differenceOf(scores, pair)),
  });
  if (state.why === "gradient") {
    const all = map.values.reduce((sum, value) => sum + value, 0);
    return t(
      "{head} Each pixel times the gradient of the difference by it: orange speaks for {first}, blue for {second}. All pixels bring {all}, the biases {biasPart}.",
      { head, first: one, second: other, all: spoken(all), biasPart: spoken(biasPart(numbers)) },
    );
  }
  const rest = missing > 0 ? t(" {missing} squares to go.", { missing }) : "";
  return t(
    "{head} How much the difference falls when the ink under a square of 4×4 pixels is taken away: orange is what {first} needs, blue what speaks for {second}.{rest}",
    { head, first: one, second: other, rest },
  );
}

/** The number of one cell of the map, written out; its operands can be asked. */
function Term({ state, why, onAsk }: Pick<WhyPanelProps, "state" | "why" | "onAsk">): ReactNode {
  const { map, numbers, covered, pair } = why;
  const at = state.whyCell;
  const title = titleOf(at, covered, numbers, map.columns);
  const arithmetic = useMemo(
    () =>
      layOut(covered === null ? pixelTerm(numbers, at) : squareTerm(numbers, covered, pair), {
        label: title,
      }),
    [covered, numbers, pair, at, title],
  );
  const ask = (cell: Cell): void => {
    const isCovered = cell.tensor.startsWith(COVERED);
    onAsk(openedOf(uncovered(cell)), covered !== null && !isCovered);
  };
  return (
    <div className={styles["term"]} data-part="why-term">
      <p className={styles["soft"]}>
        {covered === null
          ? t("Pixel times gradient:")
          : t("The difference, less the difference without the ink under the square:")}
      </p>
      <ArithmeticStrip
        title={title}
        arithmetic={arithmetic}
        nameOf={(cell) =>
          cell.tensor.startsWith(COVERED)
            ? t("{name}, square covered", { name: nameOfCell(uncovered(cell)) })
            : nameOfCell(cell)
        }
        onAsk={ask}
      />
    </div>
  );
}

function uncovered(cell: Cell): Cell {
  return { ...cell, tensor: cell.tensor.replace(COVERED, "") };
}

function titleOf(at: number, covered: Numbers | null, numbers: Numbers, columns: number): string {
  if (covered === null) {
    const index = [0, Math.floor(at / columns), at % columns];
    return nameOf({ tensor: "input", index });
  }
  const { row, column, rows, columns: wide } = squaresOf(numbers).square(at);
  return t("rows {row} to {row2}, columns {column} to {column2}", {
    row,
    row2: row + rows - 1,
    column,
    column2: column + wide - 1,
  });
}
