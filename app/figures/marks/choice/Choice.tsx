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
  /** The label stands over the options; else they speak for themselves. */
  readonly labelled?: boolean;
}

export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, options, value, onChange, locked = false, labelled = false } = props;
  const group = useId();
  return (
    <fieldset className={styles["field"]}>
      <legend className={labelled ? undefined : "hidden-text"}>{word(label)}</legend>
      <div className={styles["choice"]}>
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
      </div>
    </fieldset>
  );
}
