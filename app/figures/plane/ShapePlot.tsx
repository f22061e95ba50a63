/**
 * A curve of straight pieces whose knots are drawn by hand: the pointer takes the nearest knot
 * along, each knot is a slider for the keyboard. Pure.
 */
import { t } from "../../language/words";
import type { KeyboardEvent } from "react";
import { linear, type Scale } from "../curve/scale";
import { useRoom } from "../curve/useRoom";
import { spoken } from "../describe/number";
import { dragging } from "../marks/dragging";
import { STEP_KEYS } from "../marks/step-keys";
import styles from "./plane.module.css";

export interface ShapePlotProps {
  readonly label: string;
  /** z of the first knot; each further one stands 1 to the right. */
  readonly first: number;
  readonly values: readonly number[];
  /** Largest value, and the smallest with a minus. */
  readonly highest: number;
  readonly onChange?: ((at: number, value: number) => void) | undefined;
}

export function ShapePlot({ label, first, values, highest, onChange }: ShapePlotProps) {
  const [room, { width, type }] = useRoom<HTMLDivElement>(300);
  const height = width;
  const margin = { left: 30 * type, bottom: 26 * type, rest: 12 * type };
  const x = linear(first, first + values.length - 1, margin.left + 6, width - margin.rest);
  const y = linear(-1.06 * highest, 1.06 * highest, height - margin.bottom, margin.rest);
  const bounded = (value: number): number =>
    Math.max(-highest, Math.min(highest, Math.round(value * 10) / 10)) + 0;
  const draw = (left: number, top: number): void => {
    const at = Math.round(x.invert(left) - first);
    onChange?.(Math.max(0, Math.min(values.length - 1, at)), bounded(y.invert(top)));
  };
  return (
    <div ref={room}>
      <svg
        className={styles["shape"]}
        viewBox={`0 0 ${width} ${height}`}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- SVG has no fieldset
        role="group"
        aria-label={label}
        data-movable={onChange !== undefined}
        {...dragging(width, height, onChange && draw)}
      >
        <Axes x={x} y={y} right={width - 4} bottom={height} type={type} knots={values.length} />
        <polyline
          className={styles["curve"]}
          points={values.map((value, at) => `${x.at(first + at)},${y.at(value)}`).join(" ")}
        />
        {values.map((value, at) => (
          <Knot
            key={at}
            spot={[x.at(first + at), y.at(value)]}
            z={first + at}
            value={value}
            most={highest}
            onStep={onChange && ((by) => onChange(at, bounded(value + by)))}
          />
        ))}
      </svg>
    </div>
  );
}

interface KnotProps {
  readonly spot: readonly [number, number];
  readonly z: number;
  readonly value: number;
  readonly most: number;
  readonly onStep: ((by: number) => void) | undefined;
}

function Knot({ spot, z, value, most, onStep }: KnotProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = STEP_KEYS[event.key];
    if (by === undefined || onStep === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onStep(by);
  };
  return (
    <circle
      className={styles["knot"]}
      cx={spot[0]}
      cy={spot[1]}
      r={8}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- SVG has no input
      role="slider"
      tabIndex={onStep === undefined ? -1 : 0}
      aria-label={t("value at z = {z}", { z: spoken(z) })}
      aria-orientation="vertical"
      aria-valuemin={-most}
      aria-valuemax={most}
      aria-valuenow={value}
      aria-valuetext={spoken(value)}
      aria-disabled={onStep === undefined}
      onKeyDown={onKeyDown}
    />
  );
}

interface AxesProps {
  readonly x: Scale;
  readonly y: Scale;
  readonly right: number;
  readonly bottom: number;
  readonly type: number;
  readonly knots: number;
}

function Axes({ x, y, right, bottom, type, knots }: AxesProps) {
  const left = 30 * type;
  const sparse = right < 40 * type * knots;
  return (
    <g aria-hidden className={styles["axes"]}>
      {x.ticks(sparse ? 2 : knots).map((tick) => (
        <text key={tick} x={x.at(tick)} y={bottom - 6 * type} textAnchor="middle">
          {spoken(tick)}
        </text>
      ))}
      {y.ticks(4).map((tick) => (
        <g key={tick}>
          <line x1={left} x2={right} y1={y.at(tick)} y2={y.at(tick)} />
          <text x={left - 6} y={y.at(tick)} dy="0.35em" textAnchor="end">
            {spoken(tick)}
          </text>
        </g>
      ))}
      <line className={styles["zero"]} x1={left} x2={right} y1={y.at(0)} y2={y.at(0)} />
      <line className={styles["zero"]} x1={x.at(0)} x2={x.at(0)} y1={6} y2={bottom - 26 * type} />
    </g>
  );
}
