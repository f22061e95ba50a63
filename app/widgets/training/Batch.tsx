/** Pictures that go through a network together; the first is the one that is asked about. */
import { t } from "../../language/words";
import { HeatMap } from "../../figures/marks/heat-map/HeatMap";
import { classes } from "../../figures/marks/style";
import styles from "./training.module.css";

export interface BatchProps {
  readonly pixels: ReadonlyMap<number, Float32Array>;
  /** Numbers of the held-out pictures. */
  readonly batch: readonly number[];
  /** Place of the neighbour that is another; 0: none. */
  readonly swapped?: number;
  readonly says: string;
}

export function Batch({ pixels, batch, swapped = 0, says }: BatchProps) {
  return (
    <div className={styles["layers"]}>
      <p className={styles["steps"]}>{says}</p>
      <div className={styles["wall"]}>
        {batch.map((held, at) => (
          <span
            key={held}
            className={classes(
              styles["member"],
              at === 0 && styles["asked"],
              at > 0 && at === swapped && styles["swapped"],
            )}
          >
            <SmallPicture
              pixels={pixels.get(held)}
              title={
                at === 0
                  ? t("the picture")
                  : at === swapped
                    ? t("the swapped one")
                    : t("a neighbour")
              }
            />
          </span>
        ))}
      </div>
    </div>
  );
}

export interface SmallPictureProps {
  readonly pixels: Float32Array | undefined;
  readonly title: string;
  readonly width?: number;
}

export function SmallPicture(props: SmallPictureProps) {
  const { pixels = new Float32Array(1), title, width = 44 } = props;
  const side = Math.round(Math.sqrt(pixels.length));
  return (
    <HeatMap
      label={title}
      rows={side}
      columns={side}
      data={pixels}
      colouring={{ palette: "grey", low: Math.min(...pixels), high: Math.max(...pixels) }}
      width={width}
    />
  );
}
