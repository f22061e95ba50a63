/**
 * Backwards: the error ∂L/∂y that comes back from above, and what it makes of the gradient of one filter, input or bias
 * number. Beside it the check that needs no calculus: nudge the number and look at the loss.
 */
import { useState } from "react";
import { Board, type Panel } from "../../figures/conv-geometry/Board";
import { padded } from "../../figures/conv-geometry/geometry";
import { layOut } from "../../figures/describe/arithmetic";
import { spoken } from "../../figures/describe/number";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { Choice } from "../../figures/marks/choice/Choice";
import { useFigureServices } from "../services";
import { ErrorPanel, GradientPanel, SourceInput, SourceWeights, TITLES } from "./BackwardPanels";
import { backSceneOf, type BackScene } from "./back-scene";
import { lossOf } from "./compute";
import styles from "./conv.module.css";
import type { ViewProps } from "./ForwardView";
import { Nudged } from "./Nudged";
import { isMeant, litIn, pointedCell, referred, type Pointed } from "./pointing";
import { GRADIENTS } from "./state";

const NAMES: Readonly<Record<string, string>> = { x: "input", w: "filter", dy: "error", b: "bias" };
const OPTIONS = { w: "of a weight", x: "of an input", b: "of the bias" } as const;

export function BackwardView({ state, change, locked }: ViewProps) {
  const { highlight, pick } = useFigureServices();
  const [pointing, setPointed] = useState<Pointed | null>(null);
  const scene = backSceneOf(state, pointing ?? referred(highlight), { change, locked, pick, point: setPointed });
  return (
    <>
      <div className={styles["row"]}>
        <span className={styles["label"]}>Gradient</span>
        <Choice
          label="Gradient of"
          value={state.of}
          options={GRADIENTS.map((of) => ({ value: of, title: OPTIONS[of] }))}
          onChange={(of) => change({ ...state, of, at: Math.min(1, state.at), asked: null })}
        />
      </div>
      <Board panels={panelsOf(scene, highlight)} />
      <WorkedGradient scene={scene} onPoint={setPointed} />
      <p className={styles["hint"]}>
        L is the sum of error × output over all outputs, now {spoken(lossOf(state))}: an error says how much L grows when its output grows
        by 1.
      </p>
    </>
  );
}

function panelsOf(scene: BackScene, highlight: string | null): Panel[] {
  const { of } = scene.state;
  const { rows, columns } = scene;
  const errors: Panel = {
    key: "dy",
    title: "Error ∂L/∂y",
    hue: "gradient",
    rows: rows.count,
    columns: columns.count,
    meant: isMeant(highlight, "dy"),
    grid: <ErrorPanel scene={scene} />,
  };
  const gradient: Panel = {
    key: "gradient",
    title: TITLES[of],
    hue: "gradient",
    rows: scene.result.length,
    columns: scene.result[0]?.length ?? 0,
    sign: "→",
    meant: isMeant(highlight, "gradient"),
    grid: <GradientPanel scene={scene} />,
  };
  if (of === "b") return [errors, gradient];
  if (of === "x")
    return [
      errors,
      {
        key: "w",
        title: "Filter",
        hue: "weight",
        rows: rows.kernel,
        columns: columns.kernel,
        sign: "∗",
        meant: isMeant(highlight, "w"),
        grid: <SourceWeights scene={scene} />,
      },
      gradient,
    ];
  return [
    {
      key: "x",
      title: "Input",
      hue: "input",
      rows: rows.size,
      columns: columns.size,
      drawn: padded(columns),
      drawnRows: padded(rows),
      meant: isMeant(highlight, "x"),
      grid: <SourceInput scene={scene} />,
    },
    { ...errors, sign: "∗" },
    gradient,
  ];
}

function WorkedGradient({ scene, onPoint }: { readonly scene: BackScene; readonly onPoint: (pointed: Pointed | null) => void }) {
  const { state, cell, expression, value, pointed } = scene;
  if (cell === null || expression === null)
    return <p className={styles["hint"]}>Step forward, or click a cell of the gradient: which errors does that number hear from?</p>;
  const place = state.of === "b" ? "" : ` row ${cell.row}, column ${cell.column}`;
  return (
    <>
      <ArithmeticStrip
        title={`${TITLES[state.of]}${place}`}
        arithmetic={layOut(expression, { value, role: "gradient" })}
        nameOf={({ tensor, index }) => `${NAMES[tensor] ?? tensor} row ${index[0]}, column ${index[1]}`}
        isLit={litIn(pointed, null)}
        onPoint={(at) => onPoint(pointedCell(at))}
      />
      <Nudged
        state={state}
        row={cell.row}
        column={cell.column}
        derived={value}
        name={state.of === "b" ? "the bias" : `${NAMES[state.of]}${place}`}
      />
    </>
  );
}
