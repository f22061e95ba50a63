/**
 * A row of numbers as bars to be moved, each with its gradient and what the network makes of it;
 * the triangle of three probabilities; what one step of gradient descent does to the loss.
 */
import { t } from "../../language/words";
import { Fragment, useContext } from "react";
import { printed, show, spoken, subscript } from "../../figures/describe/number";
import { GradientBars } from "../../figures/gradient-bars/GradientBars";
import { COVER, CoveredContext } from "../../figures/marks/covered";
import { NumberField } from "../../figures/marks/number-field/NumberField";
import { Simplex, type Shares } from "../../figures/simplex/Simplex";
import { type SimplexLand, simplexLand } from "../../explorer/simplex";
import { setupOf } from "./setup";
import type { WidgetProps } from "../widget";
import { RoadsTable } from "./RoadsTable";
import { editsTo, type Moved, movedOf, pathOf, valuesFor } from "./moved";
import type { NetworkState } from "./state";
import styles from "./network.module.css";

/** Largest magnitude that a bar may have. */
const MOST = 1000;
/** Steps ahead that the triangle shows. */
const AHEAD = 40;
const NO_LAND: SimplexLand = { contours: [], pulls: [] };

export interface BarsViewProps extends WidgetProps<NetworkState> {
  /** A number is asked where it comes from. */
  readonly onOpen: (tensor: string, at: number) => void;
}

export function BarsView(props: BarsViewProps) {
  const { state, change, hidden, locked, mode } = props;
  const covered = useContext(CoveredContext);
  const moved = movedOf(state);
  if (moved === null) return null;
  const { values, results, isShared, label } = moved;
  const shown = hidden.has("gradient") ? { ...moved, gradient: null } : moved;
  const { gradient } = shown;
  const onStage = mode === "stage";
  const triangle = state.look === "triangle" && <Triangle {...props} moved={moved} />;
  const isSeen = (tensor: string | undefined): boolean =>
    tensor !== undefined && !covered.has(tensor);
  const move = (at: number, value: number, streaming: boolean): void => {
    const next = values.map((old, index) => (index === at ? value : old));
    change({ ...state, edits: editsTo(state, next) }, streaming ? { history: "merge" } : undefined);
  };
  return (
    <div className={styles["moved"]}>
      <div className={styles["pair"]}>
        {onStage && triangle}
        <GradientBars
          label={t("Numbers that can be moved{gradient}", {
            gradient: gradient === null ? "" : t(", with their gradients"),
          })}
          bars={values.map((value, at) => ({
            name: nameOf(isShared, at),
            value,
            gradient: isSeen(gradient?.tensor) ? (gradient?.values[at] ?? null) : null,
            share: isShared && isSeen(results?.tensor) ? (results?.values[at] ?? null) : null,
            isRight: at === label,
          }))}
          most={MOST}
          locked={locked.has("bars") || mode === "print"}
          onMove={move}
        />
        {!onStage && triangle}
        {state.look === "bars" && state.precision !== "none" && <RoadsTable state={state} />}
      </div>
      <BarsTable {...props} moved={shown} onMove={move} />
      <LossWords
        moved={moved}
        rate={hidden.has("update") ? null : state.rate}
        isSeen={isSeen("loss")}
      />
    </div>
  );
}

/** Before a softmax the numbers are logits: z. */
function nameOf(isShared: boolean, at: number): string {
  return `${isShared ? "z" : "x"}${subscript(at)}`;
}

function Triangle({
  state,
  change,
  locked,
  moved,
  mode,
}: BarsViewProps & { readonly moved: Moved }) {
  const { results, label } = moved;
  const { loss } = setupOf(state);
  if (results === null || results.values.length !== 3) return null;
  const land = loss === undefined ? NO_LAND : simplexLand(loss, label ?? 0);
  const point = triple(results.values);
  const corner = (at: number): string =>
    t("class {at}{at2}", { at, at2: at === label ? t(", right") : "" });
  return (
    <Simplex
      label={t(
        "Triangle of the probabilities; the point is at {point}. Contours of the loss, arrows where a step moves a point, and the next {ahead} steps from here.",
        { point: point.map(spoken).join(", "), ahead: AHEAD },
      )}
      names={[corner(0), corner(1), corner(2)]}
      point={point}
      path={pathOf(state, AHEAD).map(triple)}
      contours={land.contours}
      pulls={land.pulls}
      side={mode === "stage" ? 560 : 360}
      onMove={
        locked.has("bars")
          ? undefined
          : (to) => {
              const values = valuesFor(state, to);
              if (values !== null)
                change({ ...state, edits: editsTo(state, values) }, { history: "merge" });
            }
      }
    />
  );
}

function triple([a = 0, b = 0, c = 0]: readonly number[]): Shares {
  return [a, b, c];
}

interface TableProps extends BarsViewProps {
  readonly moved: Moved;
  readonly onMove: (at: number, value: number, streaming: boolean) => void;
}

/** One line for each bar: typed, and where its gradient and its result come from. */
function BarsTable({ moved, locked, onMove, onOpen, mode }: TableProps) {
  const { values, gradient, results, isShared, label } = moved;
  const columns = [
    ...(results === null ? [] : [{ ...results, title: isShared ? "p" : "output" }]),
    ...(gradient === null
      ? []
      : [{ ...gradient, title: label === null ? "gradient" : `∂E/∂${isShared ? "z" : "x"}` }]),
  ];
  return (
    <table className={styles["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("number")}</th>
          {columns.map(({ tensor, title }) => (
            <th key={tensor} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {values.map((value, at) => (
          <tr key={at}>
            <th scope="row">
              {mode === "print" ? (
                `${nameOf(isShared, at)} = ${spoken(value)}`
              ) : (
                <NumberField
                  label={nameOf(isShared, at)}
                  value={Number(value.toFixed(5))}
                  min={-MOST}
                  max={MOST}
                  step={0.1}
                  locked={locked.has("bars")}
                  onValue={(next) => onMove(at, next, false)}
                />
              )}
              {at === label && t(" right")}
            </th>
            {columns.map(({ tensor, values: shown, title }) => (
              <td key={tensor}>
                <Asked
                  tensor={tensor}
                  words={t("{title} of {isShared}", { title, isShared: nameOf(isShared, at) })}
                  value={shown[at] ?? Number.NaN}
                  onOpen={() => onOpen(tensor, at)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface AskedProps {
  readonly tensor: string;
  readonly words: string;
  readonly value: number;
  readonly onOpen: () => void;
}

function Asked({ tensor, words, value, onOpen }: AskedProps) {
  const covered = useContext(CoveredContext);
  const text = covered.has(tensor) ? COVER : printed(show(value, 4).text);
  return (
    <button
      type="button"
      className={styles["asked"]}
      aria-label={t("{words}: {text}. Where does it come from?", { words, text })}
      onClick={onOpen}
    >
      {text}
    </button>
  );
}

interface LossWordsProps {
  readonly moved: Moved;
  readonly rate: number | null;
  readonly isSeen: boolean;
}

/** Loss now; with a rate, after one step by the gradient alone, and as it is computed. */
function LossWords({ moved: { loss, step }, rate, isSeen }: LossWordsProps) {
  if (loss === null) return null;
  const after =
    step === null || rate === null
      ? []
      : ([
          [
            t("after one step, by the gradient (loss − {rate}·Σ gradient²)", {
              rate: spoken(rate),
            }),
            step.predicted,
          ],
          [t("after one step, computed"), step.computed],
        ] as const);
  return (
    <dl className={styles["step"]}>
      {[["loss", loss] as const, ...after].map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{isSeen ? printed(show(value, 4).text) : COVER}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
