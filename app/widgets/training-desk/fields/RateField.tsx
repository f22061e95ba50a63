/** A positive number over many powers of ten: a slider that is even in its logarithm, and a field for the exact value. */
import { NumberField } from "./NumberField";
import styles from "./fields.module.css";

/** Slider positions to a factor of ten. */
const NOTCHES = 20;

export interface RateFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly locked?: boolean;
  /** `streaming` while the slider is being dragged. */
  readonly onValue: (value: number, streaming: boolean) => void;
}

export function RateField({ label, value, min, max, locked = false, onValue }: RateFieldProps) {
  return (
    <div className={styles["rate"]}>
      <NumberField
        label={label}
        value={value}
        min={min}
        max={max}
        locked={locked}
        stepped={(at, direction) => valueAt(notchOf(at) + direction)}
        onValue={(next) => onValue(next, false)}
      />
      <input
        type="range"
        aria-label={`${label}, slider`}
        aria-valuetext={String(value)}
        min={notchOf(min)}
        max={notchOf(max)}
        value={notchOf(value)}
        disabled={locked}
        onKeyDown={(event) => event.stopPropagation()}
        onChange={(event) => onValue(Math.max(min, Math.min(max, valueAt(event.target.valueAsNumber))), true)}
      />
    </div>
  );
}

export function notchOf(value: number): number {
  return Math.round(Math.log10(value) * NOTCHES);
}

/** Two significant digits: 0.05, 0.056, 0.063 … */
export function valueAt(notch: number): number {
  return Number((10 ** (notch / NOTCHES)).toPrecision(2));
}
