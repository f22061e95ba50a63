/** On or off. */
import { word } from "../../../language/words";
import styles from "./controls.module.css";

export interface ToggleProps {
  readonly label: string;
  readonly value: boolean;
  /** Why it cannot be changed now; null when it can. */
  readonly whyNot?: string | null;
  readonly locked?: boolean | undefined;
  readonly onChange: (value: boolean) => void;
}

export function Toggle({ label, value, whyNot = null, locked = false, onChange }: ToggleProps) {
  return (
    <label className={styles["toggle"]} title={whyNot ?? undefined}>
      <input
        type="checkbox"
        checked={value}
        disabled={locked || whyNot !== null}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {word(label)}
    </label>
  );
}
