/** A convolution on a volume: its sheets, the arithmetic of the step, the count of parameters, and one update. */
import { useState } from "react";
import type { Cell } from "../../../engine/core/expression";
import { LiveText } from "../../figures/marks/live-text/LiveText";
import { useVolumeRoom } from "../../figures/volume/useVolumeRoom";
import { useFigureServices } from "../services";
import type { WidgetProps } from "../widget";
import { Counts } from "./Counts";
import { Plate, planOf } from "./Plate";
import { asked } from "./picking";
import { keyOf, sceneOf } from "./scene";
import { TiltedView } from "./TiltedView";
import { Update } from "./Update";
import type { ViewProps } from "./views";
import styles from "./volume.module.css";
import { VolumeControls } from "./VolumeControls";
import type { VolumeState } from "./volume-state";
import { Worked } from "./Worked";

/** On a projector the figure needs the room; what changes shapes stays with the lesson. */
const SHAPING = ["preset", "channels", "stride", "padding", "activation"];

export function Volume(props: WidgetProps<VolumeState>) {
  const { state, change, hidden, mode } = props;
  const [pointed, setPointed] = useState("");
  const { pick } = useFigureServices();
  const stage = mode === "stage";
  const [box, room] = useVolumeRoom(stage);
  const scene = sceneOf(state);
  const views: ViewProps = {
    ...props,
    hidden: stage ? new Set([...hidden, ...SHAPING]) : hidden,
    scene,
    lit: (tensor, ...index) => {
      const key = keyOf(tensor, ...index);
      return key === pointed ? "strong" : scene.lit.has(key) ? "lit" : "none";
    },
    point: (tensor, index) => setPointed(index === null ? "" : keyOf(tensor, ...index)),
    ask: (tensor, index) => {
      pick?.(tensor, tensor === "w" || tensor === "b" ? index : index.slice(1));
      change(asked(state, tensor, index));
    },
  };
  const peel =
    state.view === "flat" && planOf({ ...state, apart: true }, room).form === "deck"
      ? "There is no room here to lay the sheets side by side."
      : null;
  return (
    <div className={styles["volume"]}>
      {mode !== "print" && <VolumeControls {...views} noPeel={peel} />}
      <div ref={box} className={styles["picture"]}>
        {state.view === "tilted" ? <TiltedView {...views} /> : <Plate {...views} room={room} />}
      </div>
      {(scene.target === null || state.direction === "backward") && <p className={styles["sentence"]}>{scene.sentence}</p>}
      <Worked
        {...views}
        most={stage || room.width < 560 || state.w.length > 1 ? 1 : 3}
        isLit={({ tensor, index }: Cell) => keyOf(tensor, ...index) === pointed}
      />
      {!hidden.has("counts") && <Counts state={state} />}
      {state.direction === "backward" && <Update state={state} change={change} hidden={hidden} cell={scene.target} />}
      <LiveText text={scene.sentence} />
    </div>
  );
}
