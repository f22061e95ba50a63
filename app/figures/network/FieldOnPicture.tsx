/**
 * The picture as a frame, and the part of it that one number of a layer sees. Pixels are the unit.
 */
import { classes } from "../marks/style";
import styles from "./FieldOnPicture.module.css";

export interface FieldOnPictureProps {
  readonly height: number;
  readonly width: number;
  /** Rows top … bottom−1 and columns left … right−1. */
  readonly patch: {
    readonly top: number;
    readonly left: number;
    readonly bottom: number;
    readonly right: number;
  };
  /** A photo of the lab under the frame, by its name. */
  readonly photo?: string;
  /** One of a row. */
  readonly small?: boolean;
}

export function FieldOnPicture({ height, width, patch, photo, small }: FieldOnPictureProps) {
  const { top, left, bottom, right } = patch;
  const edge = Math.max(height, width) / 100;
  return (
    <svg
      className={classes(styles["picture"], small === true && styles["small"])}
      viewBox={`${-edge} ${-edge} ${width + 2 * edge} ${height + 2 * edge}`}
      aria-hidden
    >
      {photo !== undefined && <image href={`photos/${photo}.webp`} width={width} height={height} />}
      <rect
        width={width}
        height={height}
        className={classes(styles["frame"], photo !== undefined && styles["over"])}
      />
      <rect
        x={left}
        y={top}
        width={right - left}
        height={bottom - top}
        className={styles["field"]}
        data-field={`${top} ${left} ${bottom} ${right}`}
      />
    </svg>
  );
}
