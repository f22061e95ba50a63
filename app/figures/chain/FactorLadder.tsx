/**
 * The size of a product after each factor, on a logarithmic axis: a gradient dying or growing as it
 * goes back. Signs are not lost: a negative product is an open mark. Zero and what is not finite
 * have no place on the axis and are written under it.
 */
import { t } from "../../language/words";
import { cellText } from "../describe/fitted";
import { spoken } from "../describe/number";
import { classes } from "../marks/style";
import { fitted, type Scale } from "../curve/scale";
import styles from "./chain.module.css";
import { textWidth } from "../marks/text-metrics";

export interface Rung {
  /** "σ′(z₃)". */
  readonly label: string;
  readonly factor: number;
  /** null: not reached yet. */
  readonly product: number | null;
  /** It belongs to the edge between two neurons: a weight. */
  readonly edge: boolean;
}

export interface FactorLadderProps {
  readonly title: string;
  readonly rungs: readonly Rung[];
  /** Where each rung stands, px from the left; the axis' numbers stand left of `left`. */
  readonly places: readonly number[];
  readonly left: number;
  readonly width: number;
  readonly height: number;
  /** Size of the type, 1 for 16 px. */
  readonly type: number;
  readonly lit: number | null;
  /** With the factors' names below, as many as fit; without when the formula stands above. */
  readonly named: boolean;
}

/** The middle of a name at its place, or as near to it as the right edge allows. */
export function inside(
  name: string,
  place: number | undefined,
  width: number,
  type: number,
): number {
  return Math.min(place ?? 0, width - textWidth(name, { size: 16 * type, bold: true }) / 2);
}

export function FactorLadder(props: FactorLadderProps) {
  const { title, rungs, places, left, width, height, type, lit, named } = props;
  const reached = rungs.flatMap(({ product }) =>
    product === null || product === 0 || !Number.isFinite(product) ? [] : [Math.abs(product)],
  );
  const floor = height - (named ? 30 : 8) * type;
  const y = fitted([...reached, 1], "log", floor, 14 * type);
  return (
    <svg
      className={styles["ladder"]}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={`${title}. ${describeLadder(rungs)}`}
    >
      {y.ticks(Math.max(2, Math.floor(height / (38 * type)))).map((tick) => (
        <g key={tick} className={styles["tick"]}>
          <line
            x1={left}
            x2={width}
            y1={y.at(tick)}
            y2={y.at(tick)}
            className={tick === 1 ? styles["unit"] : undefined}
          />
          <text x={left - 8} y={y.at(tick) + 5}>
            {power(tick)}
          </text>
        </g>
      ))}
      {reached.length === 0 && (
        <text x={(left + width) / 2} y={floor / 2} className={styles["empty"]}>
          {width < 560 * type
            ? t("The product is drawn here, factor by factor.")
            : t("Step on: the size of the product is drawn here, factor by factor.")}
        </text>
      )}
      {rungs.map((rung, index) => (
        <Step
          key={rung.label}
          rungs={rungs}
          index={index}
          places={places}
          y={y}
          floor={floor}
          lit={lit === index}
        />
      ))}
      {named && <Names {...props} />}
    </svg>
  );
}

/** The factors' names, as many as fit. */
function Names({ rungs, places, width, height, type, lit }: FactorLadderProps) {
  const step = Math.abs((places[0] ?? 0) - (places[1] ?? 100));
  const every = Math.max(1, Math.ceil((60 * type) / step));
  return rungs.map((rung, index) =>
    index % every === 0 ? (
      <text
        key={rung.label}
        x={inside(rung.label, places[index], width, type)}
        y={height - 8 * type}
        className={classes(styles["name"], lit === index && styles["lit"])}
      >
        {rung.label}
      </text>
    ) : null,
  );
}

interface StepProps extends Pick<FactorLadderProps, "rungs" | "places"> {
  readonly index: number;
  readonly y: Scale;
  readonly floor: number;
  readonly lit: boolean;
}

function Step({ rungs, index, places, y, floor, lit }: StepProps) {
  const product = rungs[index]?.product ?? null;
  const before = rungs[index - 1]?.product ?? null;
  const [x, from] = [places[index] ?? 0, places[index - 1] ?? 0];
  if (product === null) return null;
  const placed = product !== 0 && Number.isFinite(product);
  const at = y.at(Math.abs(product));
  return (
    <g className={classes(styles["rung"], lit && styles["lit"])} data-product={product}>
      {placed && before !== null && before !== 0 && Number.isFinite(before) && (
        <line x1={from} y1={y.at(Math.abs(before))} x2={x} y2={at} />
      )}
      {placed && (
        <circle
          cx={x}
          cy={at}
          r={lit ? 7 : 5}
          className={product < 0 ? styles["minus"] : undefined}
        />
      )}
      {!placed && (
        <text x={x} y={floor - 6} className={styles["off"]} data-short>
          {cellText(product, 5)}
        </text>
      )}
    </g>
  );
}

/** "After 9 factors the product is 0.00123, 3 orders of magnitude below the first." */
function describeLadder(rungs: readonly Rung[]): string {
  const reached = rungs.filter(({ product }) => product !== null);
  const first = reached[0]?.product ?? null;
  const last = reached.at(-1)?.product ?? null;
  if (first === null || last === null) return t("No factor has been multiplied on yet.");
  const orders = Math.log10(Math.abs(last) / Math.abs(first));
  const size = Math.abs(Math.round(orders));
  const change =
    !Number.isFinite(orders) || Math.abs(orders) < 0.5
      ? ""
      : orders < 0
        ? t(", {size, plural, one {# order} other {# orders}} of magnitude below the first", {
            size,
          })
        : t(", {size, plural, one {# order} other {# orders}} of magnitude above the first", {
            size,
          });
  return t(
    "After {reached, plural, one {# factor} other {# factors}} the product is {last}{change}.",
    { reached: reached.length, last: spoken(last), change },
  );
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function power(value: number): string {
  const exponent = Math.round(Math.log10(value));
  const digits = [...String(Math.abs(exponent))]
    .map((digit) => SUPERSCRIPTS[Number(digit)] ?? "")
    .join("");
  return exponent === 0 ? "1" : exponent === 1 ? "10" : `10${exponent < 0 ? "⁻" : ""}${digits}`;
}
