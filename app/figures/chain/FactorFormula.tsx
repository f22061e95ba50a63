/**
 * The gradient of one weight as a formula under the chain: every factor stands below the neuron,
 * the edge or the end that it belongs to, with its value when it has been multiplied on. Written
 * from left to right, built from right to left. Pure.
 */
import { cellText } from "../describe/fitted";
import { classes } from "../marks/style";
import styles from "./chain.module.css";
import { inside, type Rung } from "./FactorLadder";

export interface FactorFormulaProps {
  /** "∂E/∂w₁": what the product is. */
  readonly of: string;
  readonly rungs: readonly Rung[];
  /** Where each factor stands, px from the left. */
  readonly places: readonly number[];
  readonly width: number;
  /** Size of the type, 1 for 16 px. */
  readonly type: number;
  /** Every second factor stands lower, where all would not fit in a line. */
  readonly staggered: boolean;
  readonly lit: number | null;
  readonly onChoose: (factor: number) => void;
  readonly onPoint: (factor: number | null) => void;
}

const LINE = 40;

export function FactorFormula(props: FactorFormulaProps) {
  const { of, rungs, places, width, type, staggered } = props;
  const height = (staggered ? 2 : 1) * LINE * type;
  return (
    <svg
      className={styles["formula"]}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden
    >
      <text x={0} y={17 * type} className={styles["product"]}>
        {of} =
      </text>
      {rungs.slice(1).map((rung, index) => {
        const between = ((places[index] ?? 0) + (places[index + 1] ?? 0)) / 2;
        return staggered ? null : (
          <text key={rung.label} x={between} y={17 * type} className={styles["times"]}>
            ·
          </text>
        );
      })}
      {rungs.map((rung, at) => (
        <Factor key={rung.label} {...props} rung={rung} at={at} />
      ))}
    </svg>
  );
}

interface FactorProps extends FactorFormulaProps {
  readonly rung: Rung;
  readonly at: number;
}

function Factor(props: FactorProps) {
  const { rung, at, places, width, type, staggered, lit, onChoose, onPoint } = props;
  const top = staggered && rung.edge ? LINE * type : 0;
  return (
    <g
      className={classes(
        styles["factor"],
        rung.product !== null && styles["on"],
        lit === at && styles["lit"],
      )}
      data-factor={at}
      onClick={() => onChoose(at)}
      onPointerEnter={() => onPoint(at)}
      onPointerLeave={() => onPoint(null)}
    >
      <rect
        x={(places[at] ?? 0) - 28 * type}
        y={top}
        width={56 * type}
        height={(LINE - 2) * type}
        rx={4}
      />
      <text
        x={inside(rung.label, places[at], width, type)}
        y={top + 17 * type}
        className={styles["label"]}
      >
        {rung.label}
      </text>
      <text x={places[at]} y={top + 34 * type} className={styles["number"]} data-short>
        {rung.product === null ? "" : cellText(rung.factor, 6)}
      </text>
    </g>
  );
}
