/** Thumbnails of the channels, when they are piled up, and of the outputs, one a filter: pick what is to be in front. */
import { Thumbs } from "../../figures/volume/Thumbs";
import { layerOf, sheetOf } from "./layer";
import { withChannel, withFilter } from "./picking";
import { outputColours, signed } from "./Sheets";
import styles from "./plate.module.css";
import type { PlateProps } from "./Plate";
import { extentsOf } from "./volume-state";

export function Pickers(props: PlateProps & { readonly channels: boolean }) {
  const { state, change, scene, room, channels } = props;
  const { filters } = extentsOf(state);
  const dz = state.direction === "backward" ? layerOf(state).values["dz"] : undefined;
  const outputs = dz === undefined ? scene.outputs : Array.from({ length: filters }, (_, filter) => sheetOf(dz, 0, filter));
  const size = Math.round(26 * Math.min(1.25, room.rem));
  const piled = channels && state.x.length > 1;
  if (!piled && filters === 1) return null;
  return (
    <div className={styles["pickers"]}>
      {piled && (
        <Thumbs
          label="Channel"
          hue="input"
          sheets={state.x}
          high={signed(state.x.flat(2)).high}
          chosen={scene.front.channel}
          size={size}
          onChoose={(channel) => change(withChannel(state, channel))}
        />
      )}
      {filters > 1 && (
        <Thumbs
          label="Filter"
          hue={dz === undefined ? "output" : "gradient"}
          sheets={outputs}
          high={outputColours(props).high}
          chosen={scene.front.filter}
          size={size}
          onChoose={(filter) => change(withFilter(state, filter))}
        />
      )}
    </div>
  );
}
