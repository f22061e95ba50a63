/** A convolution on a volume: its sheets, the arithmetic of the step, the count of parameters, and one update. */
import { useState } from "react";
import type { Cell } from "../../../engine/core/expression";
import { layOut } from "../../figures/describe/arithmetic";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { LiveText } from "../../figures/marks/live-text/LiveText";
import { useFigureServices } from "../services";
import type { WidgetProps } from "../widget";
import { Counts } from "./Counts";
import { FlatView } from "./FlatView";
import { keyOf, sceneOf } from "./scene";
import { TiltedView } from "./TiltedView";
import { Update } from "./Update";
import styles from "./volume.module.css";
import { VolumeControls } from "./VolumeControls";
import { atCell, extentsOf, type VolumeState } from "./volume-state";
import { volume } from "./definition";

/** On a projector the figure needs the room; what changes shapes stays with the lesson. */
const SHAPING = ["preset", "channels", "filters", "stride", "padding", "activation"];

export function Volume(props: WidgetProps<VolumeState>) {
  const { state, change, hidden } = props;
  const [pointed, setPointed] = useState<Cell | null>(null);
  const { pick } = useFigureServices();
  const scene = sceneOf(state);
  const lit = (tensor: string, ...index: readonly number[]): "none" | "lit" | "strong" => {
    if (pointed !== null && keyOf(pointed.tensor, ...pointed.index) === keyOf(tensor, ...index)) return "strong";
    return scene.lit.has(keyOf(tensor, ...index)) ? "lit" : "none";
  };
  /** A click or Enter on a cell: an output asks for its arithmetic, anything else for its gradient. */
  const ask = (tensor: string, index: readonly number[]): void => {
    const bare = tensor === "w" || tensor === "b" ? index : index.slice(1);
    pick?.(tensor, bare);
    change(goTo(state, tensor, index));
  };
  const views = { ...props, scene, lit, ask };
  return (
    <div className={styles["volume"]}>
      <VolumeControls {...props} hidden={props.mode === "stage" ? new Set([...hidden, ...SHAPING]) : hidden} />
      {state.view === "tilted" ? <TiltedView {...views} /> : <FlatView {...views} />}
      <p className={styles["sentence"]}>{scene.sentence}</p>
      {scene.expression !== null && (
        <ArithmeticStrip
          title={scene.title}
          arithmetic={layOut(scene.expression, { role: scene.role, ...(scene.value === null ? {} : { value: scene.value }) })}
          nameOf={nameOf}
          isLit={(cell) => pointed !== null && keyOf(cell.tensor, ...cell.index) === keyOf(pointed.tensor, ...pointed.index)}
          onPoint={setPointed}
          onAsk={(cell) => ask(cell.tensor, cell.index)}
        />
      )}
      <Counts state={state} />
      {state.direction === "backward" && <Update state={state} change={change} hidden={hidden} cell={scene.target} />}
      <LiveText text={scene.sentence} />
    </div>
  );
}

/** The state that explains cell `index` of `tensor`. */
function goTo(state: VolumeState, tensor: string, index: readonly number[]): VolumeState {
  const { filters, channels, kernel, height, width, rows, columns } = extentsOf(state);
  const flat = (shape: readonly number[], at: readonly number[]): number =>
    shape.reduce((sum, extent, axis) => sum * extent + (at[axis] ?? 0), 0);
  const seek = (next: VolumeState, cell: number): VolumeState => volume.seek(next, atCell(next, cell));
  if (tensor === "y" || tensor === "z" || tensor === "dz" || tensor === "dy")
    return seek({ ...state, direction: "forward" }, flat([1, filters, rows, columns], index));
  if (tensor === "w") return seek({ ...state, direction: "backward", of: "w" }, flat([filters, channels, kernel, kernel], index));
  if (tensor === "b") return seek({ ...state, direction: "backward", of: "b" }, index[0] ?? 0);
  return tensor === "x" ? seek({ ...state, direction: "backward", of: "x" }, flat([1, channels, height, width], index)) : state;
}

function nameOf(cell: Cell): string {
  const names: Readonly<Record<string, string>> = {
    x: "input",
    w: "weight",
    b: "bias",
    y: "output",
    z: "sum",
    dz: "gradient of the sum",
    dy: "gradient of the output",
  };
  const index = cell.index.length === 4 && cell.tensor !== "w" ? cell.index.slice(1) : cell.index;
  return `${names[cell.tensor] ?? cell.tensor} ${index.join(", ")}`;
}
