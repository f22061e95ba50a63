/**
 * The chain drawn: input, neurons, loss, left to right, each with its latest number. Forward arrows point right; the
 * gradient's arrows point left. Pure: what is known and what is lit come from the props. Lengths in CSS px.
 */
import type { ReactNode } from "react";
import { cellText } from "../describe/number";
import { classes } from "../marks/style";
import styles from "./chain.module.css";

export interface ChainNode {
  /** "y", "E" or "x"; drawn with its number as a subscript. */
  readonly letter: string;
  readonly subscript: string;
  /** null until the time line has reached it. */
  readonly value: number | null;
  readonly lit: "none" | "forward" | "backward";
}

export interface ChainRowProps {
  readonly nodes: readonly ChainNode[];
  /** Distance between neighbours. */
  readonly pitch: number;
  /** How far the gradient has come: edges from this node to the right are drawn backwards; Infinity for none. */
  readonly backwardFrom: number;
  readonly children?: ReactNode;
}

const HEIGHT = 76;
const RADIUS = 26;

export function ChainRow({ nodes, pitch, backwardFrom }: ChainRowProps) {
  const width = nodes.length * pitch;
  return (
    <svg className={styles["row"]} width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden>
      {nodes.slice(1).map((node, at) => (
        <Edge
          key={`${node.letter}${node.subscript}`}
          from={(at + 0.5) * pitch}
          to={(at + 1.5) * pitch}
          known={node.value !== null}
          backward={at + 1 > backwardFrom}
        />
      ))}
      {nodes.map((node, at) => (
        <Node key={`${node.letter}${node.subscript}`} {...node} x={(at + 0.5) * pitch} />
      ))}
    </svg>
  );
}

function Edge({
  from,
  to,
  known,
  backward,
}: {
  readonly from: number;
  readonly to: number;
  readonly known: boolean;
  readonly backward: boolean;
}) {
  const y = HEIGHT / 2;
  const [start, end] = backward ? [to - RADIUS - 3, from + RADIUS + 9] : [from + RADIUS + 3, to - RADIUS - 9];
  const tip = backward ? end - 7 : end + 7;
  return (
    <g className={classes(styles["edge"], known && styles["known"], backward && styles["backward"])}>
      <line x1={start} y1={y} x2={end} y2={y} />
      <path d={`M ${tip} ${y} L ${end} ${y - 5} L ${end} ${y + 5} Z`} />
    </g>
  );
}

function Node({ letter, subscript, value, lit, x }: ChainNode & { readonly x: number }) {
  const y = HEIGHT / 2;
  return (
    <g className={classes(styles["node"], lit !== "none" && styles[lit])}>
      <circle cx={x} cy={y} r={RADIUS} />
      <text x={x} y={value === null ? y + 5 : y - 4} className={styles["symbol"]}>
        {letter}
        <tspan dy="4" className={styles["subscript"]}>
          {subscript}
        </tspan>
      </text>
      {value !== null && (
        <text x={x} y={y + 15} className={styles["value"]}>
          {cellText(value, 5)}
        </text>
      )}
    </g>
  );
}
