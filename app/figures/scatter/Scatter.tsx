/**
 * Labelled points in a plane: from left to right on a logarithmic axis, upwards on a linear one
 * that begins at 0. One point may be chosen.
 */
import { t } from "../../language/words";
import { useRoom } from "../curve/useRoom";
import { extent, linear, log, type Scale } from "../curve/scale";
import { textWidth } from "../marks/text-metrics";
import { classes } from "../marks/style";
import { short } from "../network-map/counts";
import styles from "./scatter.module.css";

export interface ScatterPoint {
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

export interface ScatterProps {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly points: readonly ScatterPoint[];
  /** Place of the chosen point; −1: none. */
  readonly chosen: number;
  readonly onChoose: (at: number) => void;
}

/** In px at usual type. */
const HEIGHT = 320;
const TYPE = 15;
const RADIUS = 7;

export function Scatter({ title, xTitle, yTitle, points, chosen, onChoose }: ScatterProps) {
  const [element, { width, type }] = useRoom<HTMLDivElement>(640);
  const text = TYPE * type;
  const height = HEIGHT * Math.max(1, type);
  const margin = { left: 3.4 * text, right: 1.2 * text, top: 2 * text, bottom: 3.4 * text };
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const [low, high] = extent(
    points.map(({ x }) => x),
    "log",
  ) ?? [1, 10];
  const x = log(low / 2, high * 2, margin.left, right);
  const top = Math.max(...points.map(({ y }) => y), 1e-9) * 1.15;
  const y = linear(0, top, bottom, margin.top);
  const said = points.map((point) => `${point.label}: ${point.x}, ${point.y}`).join("; ");
  return (
    <div ref={element} className={styles["room"]}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t("{title}. {xTitle} against {yTitle}. {said}", {
          title,
          xTitle,
          yTitle,
          said,
        })}
        style={{ fontSize: text }}
      >
        <text x={4} y={text} className={styles["axis"]}>
          {yTitle}
        </text>
        <Ticks x={x} y={y} left={margin.left} right={right} below={bottom + 1.3 * text} />
        <text
          x={(margin.left + right) / 2}
          y={height - 0.5 * text}
          textAnchor="middle"
          className={styles["axis"]}
        >
          {xTitle}
        </text>
        {placed(points, { x: x.at, y: y.at, width, text }).map(({ point, at, left, label }) => (
          <g
            key={point.label}
            className={classes(styles["point"], at === chosen && styles["chosen"])}
            onClick={() => onChoose(at)}
          >
            <circle cx={x.at(point.x)} cy={y.at(point.y)} r={RADIUS} />
            <text x={left} y={label} dy="0.35em">
              {point.label}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

interface TicksProps {
  readonly x: Scale;
  readonly y: Scale;
  /** Ends of the rules, and the line on which the numbers below stand. */
  readonly left: number;
  readonly right: number;
  readonly below: number;
}

function Ticks({ x, y, left, right, below }: TicksProps) {
  return (
    <>
      {y.ticks(4).map((value) => (
        <g key={value}>
          <line x1={left} x2={right} y1={y.at(value)} y2={y.at(value)} className={styles["rule"]} />
          <text x={left - 6} y={y.at(value)} dy="0.35em" textAnchor="end">
            {value}
          </text>
        </g>
      ))}
      {x.ticks(5).map((value) => (
        <text key={value} x={x.at(value)} y={below} textAnchor="middle">
          {short(value).replace(/\.0+ /, " ")}
        </text>
      ))}
    </>
  );
}

interface Plane {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly width: number;
  readonly text: number;
}

export interface Placed {
  readonly point: ScatterPoint;
  readonly at: number;
  /** Where the label begins, and the middle of its line. */
  readonly left: number;
  readonly label: number;
}

/** Labels to the right of their points, to the left at the edge; none over another or a point. */
export function placed(points: readonly ScatterPoint[], plane: Plane): readonly Placed[] {
  const done: (Placed & { readonly right: number })[] = [];
  const order = points.map((point, at) => ({ point, at }));
  for (const { point, at } of order.toSorted((one, other) => one.point.y - other.point.y)) {
    const long = textWidth(point.label, { size: plane.text, bold: true });
    const begins = plane.x(point.x) + RADIUS + 5;
    const left =
      begins + long > plane.width ? Math.max(0, plane.x(point.x) - RADIUS - 5 - long) : begins;
    let label = plane.y(point.y);
    const hits = (): boolean =>
      done.some(
        (other) =>
          left < other.right &&
          other.left < left + long &&
          Math.abs(other.label - label) < 1.15 * plane.text,
      ) ||
      points.some(
        (other) =>
          other !== point &&
          left < plane.x(other.x) + RADIUS &&
          plane.x(other.x) - RADIUS < left + long &&
          Math.abs(plane.y(other.y) - label) < 0.6 * plane.text + RADIUS,
      );
    while (hits()) label -= 2;
    done.push({ point, at, left, label, right: left + long });
  }
  return done;
}
