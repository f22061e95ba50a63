/**
 * The edges of a block that lies inside another, through all its sheets; it moves with its window.
 */
import type { Window } from "../marks/grid";
import { variables } from "../marks/style";
import type { Turn } from "../scene/scene";
import { type Axes, pointAt } from "./turn";
import styles from "./volume.module.css";

interface InnerFrameProps {
  readonly window: Window;
  /** How far it reaches away from the reader, px. */
  readonly deep: number;
  readonly cell: number;
  readonly axes: Axes;
  readonly turn: Turn;
}

type Corner = readonly [across: number, down: number, away: number];

export function InnerFrame({ window, deep, cell, axes, turn }: InnerFrameProps) {
  const { row, column, rows, columns } = window;
  const at = pointAt(axes, column * cell, row * cell, 0);
  const seen = { side: turn.yaw >= 0 ? 1 : 0, top: turn.pitch >= 0 ? 0 : 1 };
  const corners = (all: readonly Corner[]): string =>
    all
      .map(([across, down, away]) => {
        const { x, y } = pointAt(axes, across * columns * cell, down * rows * cell, away * deep);
        return `${x},${y}`;
      })
      .join(" ");
  const { side, top } = seen;
  const hidden: Corner = [1 - side, 1 - top, 1];
  return (
    <g
      className={styles["inside"]}
      style={variables({ "--x": `${at.x}px`, "--y": `${at.y}px` })}
      data-inside={`${row} ${column}`}
    >
      {(
        [
          [side, 1 - top, 1],
          [1 - side, top, 1],
          [1 - side, 1 - top, 0],
        ] as const
      ).map((end) => (
        <polyline key={end.join("")} data-hidden points={corners([hidden, end])} />
      ))}
      <polygon
        points={corners([
          [side, 0, 0],
          [side, 1, 0],
          [side, 1, 1],
          [side, 0, 1],
        ])}
      />
      <polygon
        points={corners([
          [0, top, 0],
          [1, top, 0],
          [1, top, 1],
          [0, top, 1],
        ])}
      />
      <polygon
        points={corners([
          [0, 0, 0],
          [1, 0, 0],
          [1, 1, 0],
          [0, 1, 0],
        ])}
      />
    </g>
  );
}
