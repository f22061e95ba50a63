/** The picture as a frame, and the part of it that one number of a layer sees. Pixels are the unit. */
import styles from "./FieldOnPicture.module.css";

export interface FieldOnPictureProps {
  readonly height: number;
  readonly width: number;
  /** Rows top … bottom−1 and columns left … right−1. */
  readonly patch: { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number };
}

export function FieldOnPicture({ height, width, patch }: FieldOnPictureProps) {
  const { top, left, bottom, right } = patch;
  const edge = Math.max(height, width) / 100;
  return (
    <svg className={styles["picture"]} viewBox={`${-edge} ${-edge} ${width + 2 * edge} ${height + 2 * edge}`} aria-hidden>
      <rect width={width} height={height} className={styles["frame"]} />
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
