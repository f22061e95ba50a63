/** One of a few, by name. */
import styles from "./fields.module.css";

export interface ChoiceProps<Option extends string> {
  readonly label: string;
  readonly value: Option;
  readonly options: readonly Option[];
  readonly nameOf: (option: Option) => string;
  readonly locked?: boolean;
  readonly onValue: (option: Option) => void;
}

export function Choice<Option extends string>({ label, value, options, nameOf, locked = false, onValue }: ChoiceProps<Option>) {
  return (
    <label className={styles["field"]}>
      <span>{label}</span>
      <select
        value={value}
        disabled={locked}
        onChange={(event) => {
          const chosen = options.find((option) => option === event.target.value);
          if (chosen !== undefined) onValue(chosen);
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {nameOf(option)}
          </option>
        ))}
      </select>
    </label>
  );
}
