/**
 * Numbers as bars that can be moved, each with an arrow where one step downhill would take it: as
 * long as its gradient, and against it. Mouse, touch and keys. Pure.
 */
import { t } from "../../language/words";
import type { KeyboardEvent } from "react";
import { useRoom } from "../curve/useRoom";
import { linear, type Scale } from "../curve/scale";
import { spoken } from "../describe/number";
import { dragging } from "../marks/dragging";
import { STEP_KEYS } from "../marks/step-keys";
import { classes } from "../marks/style";
import styles from "./gradient-bars.module.css";

interface GradientBar {
  readonly name: string;
  readonly value: number;
  /** Null: no arrow. */
  readonly gradient: number | null;
  /** A probability, drawn above; null: none. */
  readonly share: number | null;
  /** The right class. */
  readonly isRight: boolean;
}

export interface GradientBarsProps {
  readonly label: string;
  readonly bars: readonly GradientBar[];
  /** Largest magnitude that a bar may have. */
  readonly most: number;
  readonly locked: boolean;
  /** `streaming` while it is dragged. */
  readonly onMove: (at: number, value: number, streaming: boolean) => void;
}

const SHARES = 64;
const VALUES = 210;
const GAP = 22;
/** Height of the names below the bars. */
const NAMES = 24;
/** Length of an arrow whose gradient is 1, px. */
const ARROW = 56;

export function GradientBars({ label, bars, most, locked, onMove }: GradientBarsProps) {
  const [element, room] = useRoom<HTMLElement>(360);
  const margin = 44 * room.type;
  const each = Math.min(110 * room.type, (room.width - margin) / bars.length);
  const width = margin + each * bars.length;
  const hasShares = bars.some(({ share }) => share !== null);
  const top = hasShares ? SHARES + GAP * room.type + 6 : 6;
  const reach = reachOf(bars);
  const scale = linear(-reach, reach, top + VALUES, top);
  const height = top + VALUES + 6 + NAMES * room.type;
  const valueAt = (y: number): number => {
    const value = Math.max(-reach, Math.min(reach, scale.invert(y)));
    return Number(value.toFixed(reach > 50 ? 0 : 1));
  };
  return (
    <section ref={element} aria-label={label}>
      <svg
        className={styles["bars"]}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        {hasShares && <ShareAxis width={width} margin={margin} type={room.type} />}
        <ValueAxis scale={scale} width={width} margin={margin} />
        {bars.map((bar, index) => (
          <Bar
            key={bar.name}
            bar={bar}
            x={margin + index * each}
            each={each}
            scale={scale}
            most={most}
            locked={locked}
            drag={dragging(width, height, (_, y, isFirst) => {
              if (!locked) onMove(index, valueAt(y), !isFirst);
            })}
            onKey={(by) => {
              const value = Number((bar.value + by).toFixed(6));
              onMove(index, Math.max(-most, Math.min(most, value)), false);
            }}
          />
        ))}
      </svg>
    </section>
  );
}

/** The first of 4, 8, 16 … that holds all bars. */
function reachOf(bars: readonly GradientBar[]): number {
  const largest = Math.max(...bars.map(({ value }) => Math.abs(value)));
  return Math.max(4, 2 ** Math.ceil(Math.log2(Math.max(largest, 1)) - 1e-9));
}

interface ShareAxisProps {
  readonly width: number;
  readonly margin: number;
  readonly type: number;
}

function ShareAxis({ width, margin, type }: ShareAxisProps) {
  return (
    <>
      <line className={styles["zero"]} x1={margin} x2={width} y1={6 + SHARES} y2={6 + SHARES} />
      <line className={styles["tick"]} x1={margin} x2={width} y1={6} y2={6} />
      <text className={styles["mark"]} x={margin - 6} y={6 + SHARES}>
        0
      </text>
      <text className={styles["mark"]} x={margin - 6} y={2 + 14 * type}>
        p = 1
      </text>
    </>
  );
}

interface ValueAxisProps {
  readonly scale: Scale;
  readonly width: number;
  readonly margin: number;
}

function ValueAxis({ scale, width, margin }: ValueAxisProps) {
  return scale.ticks(4).map((tick) => (
    <g key={tick}>
      <line
        className={tick === 0 ? styles["zero"] : styles["tick"]}
        x1={margin}
        x2={width}
        y1={scale.at(tick)}
        y2={scale.at(tick)}
      />
      <text className={styles["mark"]} x={margin - 6} y={scale.at(tick) + 5}>
        {spoken(tick)}
      </text>
    </g>
  ));
}

interface BarProps {
  readonly bar: GradientBar;
  readonly x: number;
  readonly each: number;
  readonly scale: Scale;
  readonly most: number;
  readonly locked: boolean;
  readonly drag: ReturnType<typeof dragging>;
  readonly onKey: (by: number) => void;
}

function Bar({ bar, x, each, scale, most, locked, drag, onKey }: BarProps) {
  const { name, value, share, isRight } = bar;
  const [zero, end] = [scale.at(0), scale.at(value)];
  const wide = Math.min(38, each * 0.42);
  const left = x + (each - wide) / 2 - each * 0.08;
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = STEP_KEYS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (!locked) onKey(event.shiftKey ? by * 10 : by);
  };
  return (
    <g
      className={classes(styles["bar"], isRight && styles["right"])}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no input can be drawn in SVG
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-orientation="vertical"
      aria-valuenow={value}
      aria-valuemin={-most}
      aria-valuemax={most}
      aria-valuetext={valueText(bar)}
      aria-disabled={locked}
      onKeyDown={onKeyDown}
      {...drag}
    >
      <rect
        className={styles["field"]}
        x={x}
        y={scale.at(scale.high)}
        width={each}
        height={scale.at(scale.low) - scale.at(scale.high)}
      />
      {share !== null && (
        <rect
          className={styles["share"]}
          x={left}
          y={6 + SHARES * (1 - share)}
          width={wide}
          height={Math.max(1, SHARES * share)}
        />
      )}
      <rect
        className={styles["value"]}
        x={left}
        y={Math.min(zero, end)}
        width={wide}
        height={Math.max(1, Math.abs(zero - end))}
      />
      <line className={styles["grip"]} x1={left - 4} x2={left + wide + 4} y1={end} y2={end} />
      <text className={styles["name"]} x={left + wide / 2} y={scale.at(scale.low)} dy="1.25em">
        {name}
      </text>
      {bar.gradient !== null && <Arrow x={left + wide + 9} y={end} by={bar.gradient * ARROW} />}
    </g>
  );
}

/** Downwards for a positive gradient: that is where a step goes. */
function Arrow({ x, y, by }: { readonly x: number; readonly y: number; readonly by: number }) {
  const length = Math.max(-2 * ARROW, Math.min(2 * ARROW, by));
  if (!Number.isFinite(length) || Math.abs(length) < 0.5) return null;
  const tip = y + length;
  const back = Math.sign(length) * Math.min(8, Math.abs(length));
  return (
    <g className={styles["arrow"]}>
      <line x1={x} x2={x} y1={y} y2={tip - back / 2} />
      <path d={`M${x} ${tip}l-5 ${-back}h10Z`} />
    </g>
  );
}

function valueText({ value, gradient, share, isRight }: GradientBar): string {
  return [
    spoken(value),
    ...(share === null ? [] : [t("probability {share}", { share: spoken(share) })]),
    ...(gradient === null ? [] : [t("gradient {gradient}", { gradient: spoken(gradient) })]),
    ...(isRight ? [t("the right class")] : []),
  ].join(", ");
}
