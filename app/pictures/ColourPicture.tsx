/** A small square picture of red, green and blue planes, from its least number to its greatest. */
import { type ReactNode, useMemo } from "react";
import { tensor } from "../../engine/core/tensor";
import { PixelCanvas } from "../figures/photo/PixelCanvas";
import { bytesOf } from "./rgba";
import styles from "./picture.module.css";

interface ColourPictureProps {
  readonly label: string;
  /** [3, side, side]. */
  readonly planes: Float32Array;
}

export function ColourPicture({ label, planes }: ColourPictureProps): ReactNode {
  const side = Math.round(Math.sqrt(planes.length / 3));
  const rgba = useMemo(() => {
    const low = planes.reduce((a, b) => Math.min(a, b), Infinity);
    const high = planes.reduce((a, b) => Math.max(a, b), -Infinity);
    const shares = Float64Array.from(planes, (value) =>
      high > low ? (value - low) / (high - low) : 0.5,
    );
    return bytesOf(tensor([1, 3, side, side], shares));
  }, [planes, side]);
  return (
    <figure aria-label={label} className={styles["colour"]}>
      <PixelCanvas rgba={rgba} rows={side} columns={side} />
    </figure>
  );
}
