/** The pooling figure: controls and one of three views. */
import { useState } from "react";
import { Board, type Panel } from "../../figures/conv-geometry/Board";
import { droppedText, padded } from "../../figures/conv-geometry/geometry";
import { ringsOf, type Measure } from "../../figures/conv-geometry/measure";
import type { Route } from "../../figures/conv-geometry/Routes";
import { SizeFormulas } from "../../figures/conv-geometry/SizeFormulas";
import { layOut } from "../../figures/describe/arithmetic";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { isMeant, pointedCell, referred, type Pointed } from "../conv/pointing";
import { useFigureServices } from "../services";
import { useAnnounced } from "../useAnnounced";
import type { WidgetProps } from "../widget";
import { stepText } from "./definition";
import styles from "./pool.module.css";
import { PoolControls } from "./PoolControls";
import { ErrorGrid, GradientGrid, InputGrid, OutputGrid } from "./PoolPanels";
import { poolScene, type PoolScene } from "./scene";
import { ShiftView } from "./ShiftView";
import type { PoolState } from "./state";

export function Pool(props: WidgetProps<PoolState>) {
  useAnnounced(props.state, stepText);
  return (
    <div className={styles["pool"]}>
      {props.mode !== "print" && <PoolControls {...props} />}
      {props.state.view === "shift" ? <ShiftView {...props} /> : <Windows {...props} />}
    </div>
  );
}

/** Forwards or backwards: the grids, the size formula, the arithmetic. */
function Windows({ state, change, hidden, locked }: WidgetProps<PoolState>) {
  const { highlight, pick } = useFigureServices();
  const [pointing, setPointed] = useState<Pointed | null>(null);
  const [measure, setMeasure] = useState<Measure | null>(null);
  const scene = poolScene(state, pointing ?? referred(highlight), { change, locked, pick, point: setPointed });
  const { rows, columns } = scene;
  return (
    <Board
      panels={panelsOf(scene, highlight, measure)}
      routes={routesOf(scene)}
      aside={
        <>
          {!hidden.has("formula") && !state.global && <SizeFormulas sliding={{ rows, columns }} measure={measure} onMeasure={setMeasure} />}
          <InputNote scene={scene} />
        </>
      }
    >
      <Worked scene={scene} onPoint={setPointed} />
    </Board>
  );
}

function panelsOf(scene: PoolScene, highlight: string | null, measure: Measure | null): Panel[] {
  const { rows, columns, state } = scene;
  const rings = ringsOf(measure, { rows, columns });
  const input: Panel = {
    key: "x",
    title: "Input",
    hue: "input",
    rows: rows.size,
    columns: columns.size,
    drawn: padded(columns),
    drawnRows: padded(rows),
    meant: isMeant(highlight, "x"),
    grid: <InputGrid scene={scene} rings={rings.x} />,
  };
  const output: Panel = {
    key: "y",
    title: "Output",
    hue: "output",
    rows: rows.count,
    columns: columns.count,
    sign: state.kind === "max" ? "max" : "mean",
    meant: isMeant(highlight, "y"),
    grid: <OutputGrid scene={scene} rings={rings.y} />,
  };
  if (state.view === "forward") return [input, output];
  const errors: Panel = {
    key: "dy",
    title: "Error ∂L/∂y",
    hue: "gradient",
    rows: rows.count,
    columns: columns.count,
    meant: isMeant(highlight, "dy"),
    grid: <ErrorGrid scene={scene} />,
  };
  const gradient: Panel = {
    key: "dx",
    title: "Gradient ∂L/∂x",
    hue: "gradient",
    rows: rows.size,
    columns: columns.size,
    sign: "→",
    meant: isMeant(highlight, "gradient"),
    grid: <GradientGrid scene={scene} />,
  };
  return [input, errors, gradient];
}

/** From winners to outputs, or from errors to the cells that get them: all of them, or those of the current cell. */
function routesOf(scene: PoolScene): Route[] {
  const { state, pooled, cell, rows, columns } = scene;
  const forward = state.view === "forward";
  return pooled.winners.flatMap((line, i) =>
    line.flatMap(({ row, column }, j): Route[] => {
      const main = cell !== null && (forward ? cell.row === i && cell.column === j : cell.row === row && cell.column === column);
      const reached = forward ? state.all || i * line.length + j < state.at : state.all || row * columns.size + column < state.at;
      if (!main && !(state.routes && reached)) return [];
      const source = { panel: "x", row: row + rows.before, column: column + columns.before };
      if (forward) return [{ from: source, to: { panel: "y", row: i, column: j }, main }];
      return [{ from: { panel: "dy", row: i, column: j }, to: { panel: "dx", row, column }, main }];
    }),
  );
}

function InputNote({ scene: { rows, columns, state } }: { readonly scene: PoolScene }) {
  const dropped = droppedText({ rows, columns });
  return (
    <>
      {rows.before + columns.before > 0 && (
        <p>{state.kind === "max" ? "Dashed: padding. It counts as −∞ and never wins." : "Dashed: padding. It counts as 0."}</p>
      )}
      {dropped !== "" && <p>{dropped}</p>}
    </>
  );
}

function Worked({ scene, onPoint }: { readonly scene: PoolScene; readonly onPoint: (pointed: Pointed | null) => void }) {
  const { state, cell, expression, value, pointed, ties } = scene;
  const forward = state.view === "forward";
  if (cell === null || expression === null)
    return (
      <p className={styles["hint"]}>
        {forward
          ? "Press play or step forward: the window keeps one number of each place. Or click an output."
          : "Step forward, or click a cell of the gradient: which errors reach it?"}
      </p>
    );
  const remark = remarkOn(forward ? "output" : expression.kind === "constant" ? "loser" : "winner", ties);
  return (
    <>
      <ArithmeticStrip
        title={`${forward ? "output" : "gradient of the input"} row ${cell.row}, column ${cell.column}`}
        arithmetic={layOut(expression, { value, role: forward ? "output" : "gradient" })}
        nameOf={({ tensor, index }) => `${tensor === "x" ? "input" : "error"} row ${index[0]}, column ${index[1]}`}
        isLit={({ tensor, index }) =>
          pointed !== null && pointed.tensor === tensor && pointed.row === index[0] && pointed.column === index[1]
        }
        onPoint={(at) => onPoint(pointedCell(at))}
      />
      {remark !== null && <p className={styles["note"]}>{remark}</p>}
    </>
  );
}

/** What to know about a number besides its arithmetic. */
function remarkOn(role: "output" | "winner" | "loser", ties: number): string | null {
  if (ties > 1) {
    const tie = `A tie: ${ties} cells of this window are equally large.`;
    if (role === "output") return `${tie} The first in reading order counts as the winner.`;
    if (role === "winner") return `${tie} This one comes first in reading order, so it gets the whole error.`;
    return `${tie} Another one comes before this one in reading order, and gets the whole error.`;
  }
  return role === "loser"
    ? "This cell was never the largest of its window. Changing it a little changes no output, so no error reaches it."
    : null;
}
