/**
 * The chain drawn: input, neurons, loss, left to right, each with its latest number. Forward arrows
 * point right; the gradient's arrows point left. Pure: what is known and what is lit come from the
 * props. Lengths in CSS px.
 */
import { cellText } from "../describe/fitted";
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
  /**
   * How far the gradient has come: edges from this node to the right are drawn backwards; Infinity
   * for none.
   */
  readonly backwardFrom: number;
  /** Weights by the edges that they stand on, the input's first; the loss has none. */
  readonly weights: readonly string[];
  /** Place of the edge whose weight is multiplied on now; null for none. */
  readonly litEdge: number | null;
  /** Room before the first node, px. */
  readonly left: number;
  /** Size of the type, 1 for 16 px. */
  readonly type: number;
}

const HEIGHT = 62;
const RADIUS = 28;

export function ChainRow(props: ChainRowProps) {
  const { nodes, pitch, backwardFrom, weights, litEdge, left, type } = props;
  const width = left + nodes.length * pitch;
  return (
    <svg
      className={styles["row"]}
      width={width}
      height={HEIGHT * type}
      viewBox={`0 0 ${width} ${HEIGHT * type}`}
      aria-hidden
    >
      {nodes.slice(1).map((node, at) => (
        <Edge
          key={`${node.letter}${node.subscript}`}
          from={left + (at + 0.5) * pitch}
          to={left + (at + 1.5) * pitch}
          type={type}
          weight={weights[at] ?? ""}
          lit={at === litEdge}
          known={node.value !== null}
          backward={at + 1 > backwardFrom}
        />
      ))}
      {nodes.map((node, at) => (
        <Node
          key={`${node.letter}${node.subscript}`}
          {...node}
          x={left + (at + 0.5) * pitch}
          type={type}
        />
      ))}
    </svg>
  );
}

interface EdgeProps {
  readonly weight: string;
  readonly lit: boolean;
  readonly type: number;
  readonly from: number;
  readonly to: number;
  readonly known: boolean;
  readonly backward: boolean;
}

function Edge({ from, to, known, backward, weight, lit, type }: EdgeProps) {
  const y = (HEIGHT * type) / 2;
  const radius = RADIUS * type;
  const [start, end] = backward
    ? [to - radius - 3, from + radius + 9]
    : [from + radius + 3, to - radius - 9];
  const tip = backward ? end - 7 : end + 7;
  return (
    <g
      className={classes(
        styles["edge"],
        known && styles["known"],
        backward && styles["backward"],
        lit && styles["litEdge"],
      )}
    >
      {to - from > 104 * type && (
        <text x={(from + to) / 2} y={y - 9 * type}>
          {weight}
        </text>
      )}
      <line x1={start} y1={y} x2={end} y2={y} />
      <path d={`M ${tip} ${y} L ${end} ${y - 5} L ${end} ${y + 5} Z`} />
    </g>
  );
}

function Node({
  letter,
  subscript,
  value,
  lit,
  x,
  type,
}: ChainNode & { readonly x: number; readonly type: number }) {
  const y = (HEIGHT * type) / 2;
  return (
    <g className={classes(styles["node"], lit !== "none" && styles[lit])}>
      <circle cx={x} cy={y} r={RADIUS * type} />
      <text x={x} y={value === null ? y + 5 * type : y - 4 * type} className={styles["symbol"]}>
        {letter}
        <tspan dy="4" className={styles["subscript"]}>
          {subscript}
        </tspan>
      </text>
      {value !== null && (
        <text x={x} y={y + 16 * type} className={styles["value"]} data-short>
          {cellText(value, 5)}
        </text>
      )}
    </g>
  );
}
