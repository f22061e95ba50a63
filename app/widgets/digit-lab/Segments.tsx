/** One of two to four, all seen at once. */
import { word } from "../../language/words";
import { useId } from "react";
import { classes } from "../../figures/marks/style";
import styles from "./segments.module.css";

export interface SegmentsProps<Option extends string> {
  readonly label: string;
  readonly value: Option;
  readonly options: readonly Option[];
  readonly nameOf: (option: Option) => string;
  readonly locked?: boolean;
  /** The choices speak for themselves; the label is for who cannot see them. */
  readonly unlabelled?: boolean;
  readonly onValue: (option: Option) => void;
}

export function Segments<Option extends string>({
  label,
  value,
  options,
  nameOf,
  locked = false,
  unlabelled = false,
  onValue,
}: SegmentsProps<Option>) {
  const name = useId();
  return (
    <fieldset className={styles["field"]} disabled={locked}>
      <legend className={unlabelled ? "hidden-text" : undefined}>{label}</legend>
      <div className={styles["segments"]}>
        {options.map((option) => (
          <label
            key={option}
            className={classes(styles["segment"], option === value && styles["chosen"])}
          >
            <input
              type="radio"
              name={name}
              className="hidden-text"
              checked={option === value}
              onChange={() => onValue(option)}
            />
            {word(nameOf(option))}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
