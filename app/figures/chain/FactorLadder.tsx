/**
 * The size of a product after each factor, on a logarithmic axis: a gradient dying or growing as it goes back. Signs are
 * not lost: a negative product is an open mark. Zero and what is not finite have no place on the axis and are written under it.
 */
import { cellText, spoken } from "../describe/number";
import { classes } from "../marks/style";
import { fitted } from "../curve/scale";
import styles from "./chain.module.css";

export interface Rung {
  /** "σ′(z₃)". */
  readonly label: string;
  readonly factor: number;
  /** null: not reached yet. */
  readonly product: number | null;
}

export interface FactorLadderProps {
  readonly title: string;
  readonly rungs: readonly Rung[];
  readonly width: number;
  readonly lit: number | null;
}

const HEIGHT = 210;
const MARGIN = { left: 64, right: 12, top: 12, bottom: 34 };

export function FactorLadder({ title, rungs, width, lit }: FactorLadderProps) {
  const reached = rungs.flatMap(({ product }) =>
    product === null || product === 0 || !Number.isFinite(product) ? [] : [Math.abs(product)],
  );
  const y = fitted([...reached, 1], "log", HEIGHT - MARGIN.bottom, MARGIN.top);
  const step = (width - MARGIN.left - MARGIN.right) / Math.max(1, rungs.length);
  const at = (index: number): number => MARGIN.left + (index + 0.5) * step;
  const every = Math.max(1, Math.ceil(52 / step));
  return (
    <svg
      className={styles["ladder"]}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={width}
      height={HEIGHT}
      role="img"
      aria-label={`${title}. ${describeLadder(rungs)}`}
    >
      {y.ticks(5).map((tick) => (
        <g key={tick} className={styles["tick"]}>
          <line
            x1={MARGIN.left}
            x2={width - MARGIN.right}
            y1={y.at(tick)}
            y2={y.at(tick)}
            className={tick === 1 ? styles["unit"] : undefined}
          />
          <text x={MARGIN.left - 8} y={y.at(tick) + 5}>
            {power(tick)}
          </text>
        </g>
      ))}
      {rungs.map((rung, index) => {
        const placed = rung.product !== null && rung.product !== 0 && Number.isFinite(rung.product);
        const previous = rungs[index - 1]?.product ?? null;
        const height = placed ? y.at(Math.abs(rung.product ?? 1)) : HEIGHT - MARGIN.bottom;
        return (
          <g
            key={`${rung.label}-${index}`}
            className={classes(styles["rung"], lit === index && styles["lit"])}
            data-product={rung.product ?? ""}
          >
            {placed && previous !== null && previous !== 0 && (
              <line x1={at(index - 1)} y1={y.at(Math.abs(previous))} x2={at(index)} y2={height} />
            )}
            {placed && (
              <circle
                cx={at(index)}
                cy={height}
                r={lit === index ? 7 : 5}
                className={(rung.product ?? 0) < 0 ? styles["minus"] : undefined}
              />
            )}
            {rung.product !== null && !placed && (
              <text x={at(index)} y={HEIGHT - MARGIN.bottom - 6} className={styles["off"]}>
                {cellText(rung.product, 5)}
              </text>
            )}
            {index % every === 0 && (
              <text x={at(index)} y={HEIGHT - 10} className={styles["label"]}>
                {rung.label}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** "After 9 factors the product is 0.00123, 3 orders of magnitude below the first." */
export function describeLadder(rungs: readonly Rung[]): string {
  const reached = rungs.filter(({ product }) => product !== null);
  const first = reached[0]?.product ?? null;
  const last = reached.at(-1)?.product ?? null;
  if (first === null || last === null) return "No factor has been multiplied on yet.";
  const orders = Math.log10(Math.abs(last) / Math.abs(first));
  const change =
    !Number.isFinite(orders) || Math.abs(orders) < 0.5
      ? ""
      : `, ${Math.abs(Math.round(orders))} ${Math.abs(Math.round(orders)) === 1 ? "order" : "orders"} of magnitude ${orders < 0 ? "below" : "above"} the first`;
  return `After ${reached.length} ${reached.length === 1 ? "factor" : "factors"} the product is ${spoken(last)}${change}.`;
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function power(value: number): string {
  const exponent = Math.round(Math.log10(value));
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)] ?? "").join("");
  return exponent === 0 ? "1" : exponent === 1 ? "10" : `10${exponent < 0 ? "⁻" : ""}${digits}`;
}
