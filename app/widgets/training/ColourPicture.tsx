/** A small square picture of three planes: red, green, blue, from its least number to its greatest. */
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./training.module.css";

interface ColourPictureProps {
  readonly label: string;
  /** [3, side, side]. */
  readonly planes: Float32Array;
}

export function ColourPicture({ label, planes }: ColourPictureProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const side = Math.round(Math.sqrt(planes.length / 3));
  useEffect(() => {
    if (side === 0) return;
    const image = new ImageData(rgbaOf(planes), side, side);
    canvas.current?.getContext("2d")?.putImageData(image, 0, 0);
  }, [planes, side]);
  return (
    <figure aria-label={label} className={styles["colour"]}>
      <canvas ref={canvas} width={side} height={side} aria-hidden="true" />
    </figure>
  );
}

function rgbaOf(planes: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  const area = planes.length / 3;
  const low = planes.reduce((a, b) => Math.min(a, b), Infinity);
  const high = planes.reduce((a, b) => Math.max(a, b), -Infinity);
  const result = new Uint8ClampedArray(4 * area).fill(255);
  for (let at = 0; at < area; at++)
    for (let channel = 0; channel < 3; channel++) {
      const value = planes[channel * area + at] ?? 0;
      result[4 * at + channel] = high > low ? (255 * (value - low)) / (high - low) : 128;
    }
  return result;
}
