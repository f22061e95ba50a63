/** One of a few, side by side: radio buttons that look like one control. */
import { word } from "../../../language/words";
import { useId } from "react";
import styles from "./choice.module.css";

export interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly {
    readonly value: Value;
    readonly title: string;
    readonly whyNot?: string | null;
  }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly locked?: boolean | undefined;
}

export function Choice<Value extends string>({
  label,
  options,
  value,
  onChange,
  locked = false,
}: ChoiceProps<Value>) {
  const group = useId();
  return (
    <fieldset className={styles["choice"]}>
      <legend className="hidden-text">{word(label)}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles["option"]} title={option.whyNot ?? undefined}>
          <input
            type="radio"
            name={group}
            value={option.value}
            checked={option.value === value}
            disabled={(locked && option.value !== value) || (option.whyNot ?? null) !== null}
            onChange={() => onChange(option.value)}
          />
          <span>{word(option.title)}</span>
        </label>
      ))}
    </fieldset>
  );
}
