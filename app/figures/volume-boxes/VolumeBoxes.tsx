/**
 * A network as the lecture draws it: every volume a block whose face is its picture and whose depth is its channels, with
 * what happens to it written on the arrow. Sizes grow with the logarithm, so that 39×39×3 and 7×7×40 both can be seen. Pure.
 */
import { classes } from "../marks/style";
import styles from "./volume-boxes.module.css";

export interface BoxVolume {
  /** null is the picture that goes in. */
  readonly layer: string | null;
  /** [channels, height, width] or [features]. */
  readonly shape: readonly number[];
  readonly size: string;
  /** What made it, a line each: "10 filters", "f=3, s=1, p=0". */
  readonly made: readonly string[];
}

export interface VolumeBoxesProps {
  readonly label: string;
  readonly volumes: readonly BoxVolume[];
  readonly chosen: string | null;
  readonly onChoose?: ((layer: string) => void) | undefined;
}

const PITCH = 178;
const HEIGHT = 236;
const BASE = 172;

export function VolumeBoxes({ label, volumes, chosen, onChoose }: VolumeBoxesProps) {
  const width = volumes.length * PITCH;
  return (
    <svg className={styles["boxes"]} viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT} role="img" aria-label={label}>
      {volumes.map((volume, at) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the boxes and the table are the keyboard's way to choose
        <g
          key={volume.layer ?? "input"}
          transform={`translate(${at * PITCH} 0)`}
          className={classes(styles["volume"], volume.layer !== null && volume.layer === chosen && styles["chosen"])}
          onClick={() => volume.layer !== null && onChoose?.(volume.layer)}
        >
          {at > 0 && <Arrow made={volume.made} />}
          <Block shape={volume.shape} first={at === 0} />
          <text x={at === 0 ? 60 : 124} y={HEIGHT - 12} className={styles["size"]} data-size={volume.size}>
            {volume.size}
          </text>
        </g>
      ))}
    </svg>
  );
}

function Arrow({ made }: { readonly made: readonly string[] }) {
  return (
    <g className={styles["arrow"]}>
      <line x1={-14} y1={118} x2={54} y2={118} />
      <path d="M 62 118 L 52 112 L 52 124 Z" />
      {made.map((line, at) => (
        <text key={line} x={14} y={at === 0 ? 106 : 118 + at * 20}>
          {line}
        </text>
      ))}
    </g>
  );
}

function Block({ shape, first }: { readonly shape: readonly number[]; readonly first: boolean }) {
  const [channels = 1, height = 1, width = 1] = shape;
  const flat = shape.length === 1;
  const across = flat ? 14 : scaled(width, 6, 54);
  const up = flat ? scaled(channels, 30, 150) : scaled(height, 10, 96);
  const depth = flat ? 0 : scaled(channels, 3, 40);
  const left = (first ? 60 : 124) - (across + depth) / 2;
  const top = BASE - up;
  const lean = depth * 0.6;
  return (
    <g className={styles["block"]}>
      <path d={`M ${left} ${top} l ${depth} ${-lean} h ${across} l ${-depth} ${lean} Z`} />
      <path d={`M ${left + across} ${top} l ${depth} ${-lean} v ${up} l ${-depth} ${lean} Z`} className={styles["side"]} />
      <rect x={left} y={top} width={across} height={up} className={styles["face"]} />
    </g>
  );
}

/** 1 … 512 onto least … most, by logarithm. */
function scaled(value: number, least: number, most: number): number {
  return least + (most - least) * Math.min(1, Math.log2(Math.max(1, value)) / 9);
}
