/**
 * One activation function with a point to move, or the lecture's table of them all at the same
 * point.
 */
import { t, word } from "../../language/words";
import {
  ABOUT,
  type ActivationName,
  ACTIVATIONS,
  evaluateAt,
  sampled,
  sidesAt,
} from "../../explorer/activations";
import { ActivationPlot } from "../../figures/activation/ActivationPlot";
import { spoken } from "../../figures/describe/number";
import { Covered, useCovered } from "../../figures/marks/covered";
import { Readout } from "../../figures/marks/readout/Readout";
import { Controls } from "../fields/Controls";
import type { WidgetProps } from "../widget";
import styles from "./activation.module.css";
import { type ActivationState, fields, REACH } from "./definition";

/** Vertical range of the table, shared by all, and the most that one plot may take. */
const LOW = -2.2;
const HIGH = 6.2;

export function Activation(props: WidgetProps<ActivationState>) {
  const { state, change, hidden, locked, mode } = props;
  return (
    <div className={styles["activation"]}>
      <Controls {...props} table={fields} show={shownControls(state)} />
      {state.view === "all" ? (
        <Table
          state={state}
          compact={mode !== "print"}
          onChoose={
            locked.has("activation") || hidden.has("view")
              ? undefined
              : (name) => change({ ...state, activation: name, view: "one" })
          }
        />
      ) : (
        <One {...props} />
      )}
    </div>
  );
}

function One({ state, change, locked, mode }: WidgetProps<ActivationState>) {
  const about = ABOUT[state.activation];
  const kinkCovered = useCovered("slope");
  const point = pointOf(state.activation, state);
  const curve = sampled(state.activation, state, -REACH, REACH, 481);
  const range = rangeOf(curve);
  const sides = sidesAt(state.activation, state, state.z);
  return (
    <>
      <p className={styles["keys"]}>
        <span className={styles["value"]}>{word(about.equation)}</span>
        <span className={styles["slope"]}>{word(about.derivative)}</span>
      </p>
      <ActivationPlot
        title={word(about.title)}
        curve={curve}
        point={point}
        sides={sides}
        low={range.low}
        high={range.high}
        ratio={mode === "lesson" ? 0.44 : 0.48}
        onMove={
          locked.has("z")
            ? undefined
            : (z) => change({ ...state, z: Math.round(z * 10) / 10 }, { history: "merge" })
        }
      />
      <Readout
        facts={[
          { name: "z", value: spoken(point.z) },
          { name: "g(z)", value: spoken(point.value), role: "output" },
          {
            name:
              sides === null
                ? t("g′(z), the slope of the tangent")
                : t("g′(z), by convention: there is no tangent"),
            value: <Covered tensor="slope">{spoken(point.slope)}</Covered>,
            role: "gradient",
          },
          { name: "range", value: word(about.range) },
        ]}
      />
      {about.kink !== "" && !kinkCovered && <p className={styles["kink"]}>{word(about.kink)}</p>}
    </>
  );
}

interface TableProps {
  readonly state: ActivationState;
  /** Plot and words side by side, so that all ten are seen at once beside a lesson's text. */
  readonly compact: boolean;
  readonly onChoose: ((name: ActivationName) => void) | undefined;
}

function Table({ state, compact, onChoose }: TableProps) {
  return (
    <ul className={styles["table"]} data-compact={compact}>
      {ACTIVATIONS.map((name) => {
        const about = ABOUT[name];
        const point = pointOf(name, state);
        return (
          <li key={name}>
            <h3>
              {onChoose === undefined ? (
                word(about.title)
              ) : (
                <button onClick={() => onChoose(name)}>{word(about.title)}</button>
              )}
            </h3>
            <ActivationPlot
              title={word(about.title)}
              curve={sampled(name, state, -REACH, REACH, 241)}
              point={point}
              sides={sidesAt(name, state, state.z)}
              low={LOW}
              high={HIGH}
              ratio={compact ? 0.62 : 0.56}
            />
            <p className={styles["value"]}>
              {word(about.equation)}
              <b>{spoken(point.value)}</b>
            </p>
            <p className={styles["slope"]}>
              {word(about.derivative)}
              <b>{spoken(point.slope)}</b>
            </p>
          </li>
        );
      })}
    </ul>
  );
}

/** The list of functions where one is shown, α where some function has it. */
function shownControls({ view, activation }: ActivationState) {
  const hasAlpha = view === "all" || activation === "prelu" || activation === "elu";
  return [
    "view" as const,
    ...(view === "one" ? ["activation" as const] : []),
    "z" as const,
    ...(hasAlpha ? ["alpha" as const] : []),
  ];
}

function pointOf(name: ActivationName, state: ActivationState) {
  const { value, slope } = evaluateAt(name, state, [state.z]);
  return { z: state.z, value: value[0] ?? Number.NaN, slope: slope[0] ?? Number.NaN };
}

/** Room for both curves and some air, within what the table shows. */
function rangeOf(curve: ReturnType<typeof sampled>): {
  readonly low: number;
  readonly high: number;
} {
  const all = curve.flatMap(({ value, slope }) => [value, slope]);
  return {
    low: Math.max(LOW, Math.min(...all) - 0.25),
    high: Math.min(HIGH, Math.max(...all) + 0.25),
  };
}
