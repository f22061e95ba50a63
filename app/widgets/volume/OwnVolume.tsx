/** The figure of small numbers: its sheets, the arithmetic of the step, the count of parameters, and one update. */
import { LiveText } from "../../figures/marks/live-text/LiveText";
import { AROUND, useVolumeRoom } from "../../figures/volume/useVolumeRoom";
import type { WidgetProps } from "../widget";
import { Counts } from "./Counts";
import { DenseView } from "./DenseView";
import { Notation } from "./Notation";
import { Plate, planOf } from "./Plate";
import { sceneOf } from "./scene";
import { TiltedView } from "./TiltedView";
import { Update } from "./Update";
import { useViews } from "./useViews";
import styles from "./volume.module.css";
import { VolumeControls } from "./VolumeControls";
import { extentsOf, type VolumeState } from "./volume-state";
import { Worked } from "./Worked";

export function OwnVolume(props: WidgetProps<VolumeState>) {
  const { state, change, hidden, mode } = props;
  const stage = mode === "stage";
  const [box, room] = useVolumeRoom(stage, aroundOf(state, hidden));
  const scene = sceneOf(state);
  const views = useViews(props, scene);
  const closed = state.view === "flat" && planOf({ ...state, apart: true }, room).form === "deck";
  const short = stage || room.width < 560 || state.w.length > 1;
  return (
    <div className={styles["volume"]}>
      {mode !== "print" && <VolumeControls {...views} noPeel={closed ? "There is no room here to lay the sheets side by side." : null} />}
      <div ref={box} className={styles["picture"]}>
        {state.view === "tilted" && <TiltedView {...views} room={room} />}
        {state.view === "dense" && <DenseView {...views} room={room} />}
        {state.view === "flat" && <Plate {...views} room={room} />}
      </div>
      {(scene.target === null || (state.direction === "backward" && !stage)) && <p className={styles["sentence"]}>{scene.sentence}</p>}
      <Worked {...views} most={short ? 1 : 3} />
      {!hidden.has("notation") && <Notation state={state} meant={views.meant} onMean={views.onMean} />}
      {!hidden.has("counts") && <Counts state={state} />}
      {state.direction === "backward" && <Update state={state} change={change} hidden={hidden} />}
      <LiveText text={scene.sentence} />
    </div>
  );
}

/** A line of arithmetic holds about seven products of a gradient. */
const PRODUCTS = 7;
const LINE = 25;

/** What stands round the picture, px: a gradient's sum is written out in full, with a measured slope and an update under it. */
function aroundOf(state: VolumeState, hidden: ReadonlySet<string>): number {
  if (state.direction === "forward") return AROUND;
  const { rows, columns } = extentsOf(state);
  const lines = state.of === "w" ? Math.ceil((rows * columns) / PRODUCTS) : 3;
  return AROUND + 45 + lines * LINE + (hidden.has("update") ? 0 : 45);
}
