/**
 * Thumbnails of the channels, when they are piled up, and of the outputs, one per filter: pick
 * what is to be in front.
 */
import { t } from "../../language/words";
import { highOf, type VolumeProps } from "./parts";
import { Thumbs } from "./Thumbs";
import styles from "./plate.module.css";

export function Pickers({
  volumes: { input, output, front, extents },
  room,
  actions,
  channels,
}: VolumeProps & { readonly channels: boolean }) {
  const size = Math.round(26 * Math.min(1.25, room.rem));
  const piled = channels && extents.channels > 1;
  if (!piled && extents.filters === 1) return null;
  return (
    <div className={styles["pickers"]}>
      {piled && (
        <Thumbs
          label={t("Channel")}
          hue="input"
          sheets={input.sheets.map(({ values }) => values)}
          high={highOf(input)}
          chosen={front.channel}
          size={size}
          onChoose={(channel) => actions.onFront?.({ channel })}
        />
      )}
      {extents.filters > 1 && (
        <Thumbs
          label={t("Filter")}
          hue={output.hue}
          sheets={output.sheets.map(({ values }) => values)}
          high={highOf(output)}
          chosen={front.filter}
          size={size}
          onChoose={(filter) => actions.onFront?.({ filter })}
        />
      )}
    </div>
  );
}
