/** Forwards: the window on the input, the filter, the outputs so far, and the arithmetic of the current one. */
import { useState } from "react";
import type { Cell } from "../../../engine/core/expression";
import { Board, type Panel } from "../../figures/conv-geometry/Board";
import { droppedText, padded } from "../../figures/conv-geometry/geometry";
import type { Measure } from "../../figures/conv-geometry/measure";
import { SizeFormulas } from "../../figures/conv-geometry/SizeFormulas";
import { layOut } from "../../figures/describe/arithmetic";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { useFigureServices } from "../services";
import type { WidgetProps } from "../widget";
import { Asked } from "./Asked";
import { explainOutput } from "./compute";
import { factsOf } from "./facts";
import styles from "./conv.module.css";
import { FilterNote, FilterPanel, InputPanel, OutputPanel, USES_TITLE } from "./ForwardPanels";
import { isMeant, litIn, pointedCell, referred, type Pointed } from "./pointing";
import { sceneOf, type Scene } from "./scene";
import type { ConvState } from "./state";

export interface ViewProps extends WidgetProps<ConvState> {
  /** The number that dragging paints, or null. */
  readonly brush: number | null;
}

export function ForwardView({ state, change, hidden, locked, brush }: ViewProps) {
  const { highlight, pick } = useFigureServices();
  const [pointing, setPointed] = useState<Pointed | null>(null);
  const [measure, setMeasure] = useState<Measure | null>(null);
  const point: Scene["point"] = (tensor) => (place) => setPointed(place === null ? null : { tensor, ...place });
  const scene = sceneOf(state, pointing ?? referred(highlight), measure, { change, locked, brush, pick, point });
  return (
    <Board
      panels={panelsOf(scene, highlight)}
      aside={
        <>
          {!hidden.has("formula") && <SizeFormulas sliding={scene.sliding} measure={measure} onMeasure={setMeasure} />}
          <InputNote scene={scene} />
          {state.facts && factsOf(scene.weights).map((fact) => <p key={fact}>{fact}</p>)}
        </>
      }
    >
      {state.asked !== null ? (
        <Asked
          state={state}
          onPoint={setPointed}
          onBack={() => change({ ...state, asked: null })}
          onOutput={(place) => scene.ask("y", place)}
        />
      ) : (
        <Worked scene={scene} onPoint={setPointed} />
      )}
    </Board>
  );
}

function panelsOf(scene: Scene, highlight: string | null): Panel[] {
  const { rows, columns } = scene.sliding;
  return [
    {
      key: "x",
      title: scene.uses === null ? "Input" : USES_TITLE,
      hue: "input",
      rows: rows.size,
      columns: columns.size,
      drawn: padded(columns),
      drawnRows: padded(rows),
      meant: isMeant(highlight, "x"),
      grid: <InputPanel scene={scene} />,
    },
    {
      key: "w",
      title: "Filter",
      hue: "weight",
      rows: rows.kernel,
      columns: columns.kernel,
      sign: "∗",
      meant: isMeant(highlight, "w"),
      note: <FilterNote scene={scene} />,
      grid: <FilterPanel scene={scene} />,
    },
    {
      key: "y",
      title: "Output",
      hue: "output",
      rows: rows.count,
      columns: columns.count,
      sign: "=",
      meant: isMeant(highlight, "y"),
      grid: <OutputPanel scene={scene} />,
    },
  ];
}

function InputNote({ scene }: { readonly scene: Scene }) {
  const text = droppedText(scene.sliding);
  return (
    <>
      {scene.state.padding.some((side) => side > 0) && <p>Dashed: padding, zeros that are not in the picture.</p>}
      {text !== "" && <p>{text}</p>}
    </>
  );
}

const NAMES: Readonly<Record<string, string>> = { x: "input", w: "filter", y: "output", b: "bias" };

/** The arithmetic of the current output, or what to do first. */
function Worked({ scene, onPoint }: { readonly scene: Scene; readonly onPoint: (pointed: Pointed | null) => void }) {
  const { state, window, y, pointed, partner } = scene;
  if (window === null)
    return (
      <p className={styles["hint"]}>
        Press play or step forward to lay the filter on the input. Or click any number to ask where it comes from or where it goes.
      </p>
    );
  const value = y[window.row]?.[window.column] ?? Number.NaN;
  const cell: Cell = { kind: "cell", tensor: "y", index: [window.row, window.column], role: "output", value };
  return (
    <ArithmeticStrip
      title={`output row ${window.row}, column ${window.column}`}
      arithmetic={layOut(explainOutput(state, window.row, window.column), { value, cell })}
      nameOf={({ tensor, index }) => `${NAMES[tensor] ?? tensor} row ${index[0]}, column ${index[1]}`}
      isLit={litIn(pointed, partner)}
      onPoint={(at) => onPoint(pointedCell(at))}
      onAsk={({ tensor, index: [row = 0, column = 0] }) => {
        if (tensor === "x" || tensor === "w" || tensor === "y") scene.ask(tensor, { row, column });
      }}
    />
  );
}
