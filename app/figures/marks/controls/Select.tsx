/** One of many, in a list. An option that cannot be had now stays in the list and says why. */
import { word } from "../../../language/words";
import styles from "./controls.module.css";

export interface SelectProps {
  readonly label: string;
  readonly options: readonly {
    readonly value: string;
    readonly title: string;
    readonly whyNot?: string | null;
  }[];
  /** Null: none of the options, which the list shows as `none`. */
  readonly value: string | null;
  readonly none?: string;
  readonly locked?: boolean | undefined;
  readonly onChange: (value: string) => void;
}

export function Select(props: SelectProps) {
  const { label, options, value, none = "", locked = false, onChange } = props;
  return (
    <label className={styles["field"]}>
      <span>{word(label)}</span>
      <select
        value={value ?? ""}
        disabled={locked}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {value === null && <option value="">{word(none)}</option>}
        {options.map((option) => (
          <option
            key={option.value}
            value={option.value}
            disabled={(option.whyNot ?? null) !== null}
          >
            {word(option.title)}
            {(option.whyNot ?? null) === null ? null : `: ${option.whyNot}`}
          </option>
        ))}
      </select>
    </label>
  );
}
