/**
 * All probabilities of three classes as a triangle: a corner is one class for certain, the middle a
 * third each. Contours, arrows and a path are given. Pure.
 */
import { memo, useId, useMemo } from "react";
import { useRoom } from "../curve/useRoom";
import { dragging } from "../marks/dragging";
import styles from "./simplex.module.css";

export type Shares = readonly [number, number, number];

export interface SimplexProps {
  readonly label: string;
  /** Of the corners: bottom left, bottom right, top. */
  readonly names: readonly [string, string, string];
  readonly point: Shares;
  /** Where it goes from here. */
  readonly path: readonly Shares[];
  readonly contours: readonly {
    readonly level: number;
    readonly pieces: readonly (readonly [Shares, Shares])[];
  }[];
  readonly pulls: readonly { readonly at: Shares; readonly by: Shares }[];
  /** Largest width in px. */
  readonly side: number;
  /** The point is dragged to here. */
  readonly onMove?: ((to: Shares) => void) | undefined;
}

type Spot = readonly [number, number];

const HEIGHT = Math.sqrt(3) / 2;
const CORNERS: readonly [Shares, Shares, Shares] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
/** Height of a line and width of a bold letter, px at the usual size of type. */
const [LINE, LETTER] = [18, 9];
/** Longest arrow, as a part of the side. */
const LONGEST = 0.09;
/** What is nearer to an edge than this part is taken as this. */
const EDGE = 0.002;

export function Simplex(props: SimplexProps) {
  const { label, names, point, path, contours, pulls, onMove } = props;
  const [element, room] = useRoom<HTMLDivElement>(360);
  const margin = 44 * room.type;
  const width = Math.min(room.width, props.side);
  const side = Math.max(60, width - 2 * margin);
  const spot = useMemo(() => spotIn(margin, side), [margin, side]);
  const letters = names[0].length + names[1].length + 2;
  const stacked = letters * LETTER * room.type > side;
  const height = margin * 2 + side * HEIGHT + (stacked ? LINE * room.type : 0);
  const move = (x: number, y: number): void =>
    onMove?.(sharesAt((x - margin) / side, 1 - (y - margin) / (side * HEIGHT)));
  return (
    <div ref={element}>
      <svg
        className={styles["simplex"]}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={label}
        {...dragging(width, height, onMove && move)}
      >
        <polygon
          className={styles["frame"]}
          points={CORNERS.map((corner) => String(spot(corner))).join(" ")}
        />
        <Contours contours={contours} spot={spot} />
        <Pulls pulls={pulls} spot={spot} side={side} />
        <polyline
          className={styles["path"]}
          points={path.map((one) => String(spot(one))).join(" ")}
        />
        {path.slice(1).map((one, at) => (
          <circle key={at} className={styles["next"]} cx={spot(one)[0]} cy={spot(one)[1]} r={2.5} />
        ))}
        <circle className={styles["point"]} cx={spot(point)[0]} cy={spot(point)[1]} r={8} />
        <Levels contours={contours} spot={spot} gap={LINE * room.type} />
        <Corners names={names} spot={spot} type={room.type} stacked={stacked} />
      </svg>
    </div>
  );
}

type SpotOf = (shares: Shares) => Spot;

/** Where shares lie in a triangle of this side, with this margin round it; in px. */
function spotIn(margin: number, side: number): SpotOf {
  return ([, right, top]) => [
    margin + side * (right + top / 2),
    margin + side * HEIGHT * (1 - top),
  ];
}

interface ContoursProps extends Pick<SimplexProps, "contours"> {
  readonly spot: SpotOf;
}

/** Like the arrows and the levels, not drawn again while the point is dragged. */
const Contours = memo(function Contours({ contours, spot }: ContoursProps) {
  return contours.map(({ level, pieces }) => (
    <path
      key={level}
      className={styles["contour"]}
      d={pieces.map(([from, to]) => `M${spot(from).join(" ")}L${spot(to).join(" ")}`).join("")}
    />
  ));
});

const Pulls = memo(function Pulls({
  pulls,
  spot,
  side,
}: Pick<SimplexProps, "pulls" | "side"> & { readonly spot: SpotOf }) {
  const head = useId();
  const longest = Math.max(...pulls.map(({ by }) => Math.hypot(...vector(by))), 1e-12);
  const scale = (LONGEST * side) / longest;
  return (
    <>
      <marker
        id={head}
        viewBox="0 0 6 6"
        refX="5"
        refY="3"
        markerWidth="5"
        markerHeight="5"
        orient="auto"
      >
        <path className={styles["head"]} d="M0 0L6 3L0 6Z" />
      </marker>
      {pulls.map(({ at, by }) => {
        const [x, y] = spot(at);
        const [right, up] = vector(by);
        return (
          <line
            key={at.join(" ")}
            className={styles["pull"]}
            x1={x}
            y1={y}
            x2={x + right * scale}
            y2={y - up * scale}
            markerEnd={`url("#${head}")`}
          />
        );
      })}
    </>
  );
});

const Levels = memo(function Levels({
  contours,
  spot,
  gap,
}: ContoursProps & { readonly gap: number }) {
  return levelSpots(contours, spot, gap).map(({ level, x, y, isBelow }) => (
    <text key={level} className={isBelow ? styles["below"] : styles["beside"]} x={x} y={y}>
      {level}
    </text>
  ));
});

interface LevelSpot {
  readonly level: number;
  readonly x: number;
  readonly y: number;
  readonly isBelow: boolean;
}

/**
 * Where the levels are written: at the end of the line that is furthest to the right, outside the
 * triangle. Where two would touch, the one further from the corner of the right class is left out.
 */
export function levelSpots(
  contours: SimplexProps["contours"],
  spot: SpotOf,
  gap: number,
): readonly LevelSpot[] {
  const across = (shares: Shares): number => vector(shares)[0];
  const all = contours.flatMap(({ level, pieces }): LevelSpot[] => {
    const [end] = pieces.flat().toSorted((a, b) => across(b) - across(a));
    if (end === undefined) return [];
    const [x, y] = spot(end);
    const isBelow = end[2] < EDGE;
    return [{ level, isBelow, x: isBelow ? x : x + 6, y: isBelow ? y + 6 : y }];
  });
  const top = spot(CORNERS[2])[1];
  const kept: LevelSpot[] = [];
  for (const one of all.toSorted((a, b) => a.level - b.level)) {
    const touches = kept.some(({ x, y, isBelow }) =>
      one.isBelow && isBelow ? Math.abs(one.x - x) < 2 * gap : Math.abs(one.y - y) < gap,
    );
    if (!touches && one.y > top + gap / 2) kept.push(one);
  }
  return kept;
}

interface CornersProps extends Pick<SimplexProps, "names"> {
  readonly spot: SpotOf;
  readonly type: number;
  /** The second name is a line lower: the first would touch it. */
  readonly stacked: boolean;
}

function Corners({ names, spot, type, stacked }: CornersProps) {
  const below = 38 * type;
  const drop = [below, below + (stacked ? LINE * type : 0), -10];
  return CORNERS.map((corner, at) => {
    const [x, y] = spot(corner);
    return (
      <text key={at} className={styles["corner"]} data-at={at} x={x} y={y + (drop[at] ?? 0)}>
        {names[at]}
      </text>
    );
  });
}

/** A change of the probabilities as a way to the right and upwards, in sides. */
function vector([, right, top]: Shares): Spot {
  return [right + top / 2, top * HEIGHT];
}

/** The point of the triangle at these parts of its width and height, moved inside. */
function sharesAt(across: number, up: number): Shares {
  const top = Math.max(EDGE, up);
  const right = Math.max(EDGE, across - up / 2);
  const left = Math.max(EDGE, 1 - right - top);
  const sum = left + right + top;
  return [left / sum, right / sum, top / sum];
}
