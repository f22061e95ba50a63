/** A number on a line from its least to its most; even in its logarithm where that is asked for. */
import { word } from "../../../language/words";
import { show, showSignificant } from "../../describe/number";
import styles from "./controls.module.css";

/** Places of a logarithmic slider to a factor of ten. */
const PLACES = 20;

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** Equal factors instead of equal differences; `from` is above 0. */
  readonly logarithmic?: boolean;
  readonly locked?: boolean | undefined;
  readonly onChange: (value: number) => void;
}

export function Slider(props: SliderProps) {
  const { label, value, from, to, step, logarithmic = false, locked = false, onChange } = props;
  const { text } = logarithmic ? showSignificant(value, 2) : show(value, 4);
  return (
    <label className={styles["field"]}>
      <span>
        {word(label)} = <b className={styles["value"]}>{text}</b>
      </span>
      <input
        type="range"
        min={logarithmic ? placeOf(from) : from}
        max={logarithmic ? placeOf(to) : to}
        step={logarithmic ? 1 : step}
        value={logarithmic ? placeOf(value) : value}
        aria-valuetext={text}
        disabled={locked}
        onChange={(event) => {
          const at = event.currentTarget.valueAsNumber;
          onChange(logarithmic ? Math.max(from, Math.min(to, valueAt(at))) : at);
        }}
      />
    </label>
  );
}

/** The place of a positive number on a logarithmic slider, and the number there. */
function placeOf(value: number): number {
  return Math.round(Math.log10(value) * PLACES);
}

/** Two significant digits: 0.05, 0.056, 0.063 … */
function valueAt(place: number): number {
  return Number((10 ** (place / PLACES)).toPrecision(2));
}
