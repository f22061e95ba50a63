/** A number that is taken when it is one and in range; what is wrong is said beside it, and the old number stays. */
import { useId, useState } from "react";
import { parseNumber } from "../../../figures/describe/number";
import styles from "./fields.module.css";

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
  readonly locked?: boolean;
  /** What an arrow key does to the number; default: one more or less. */
  readonly stepped?: (value: number, direction: 1 | -1) => number;
  readonly onValue: (value: number) => void;
}

export function NumberField({ label, value, min, max, whole = false, locked = false, stepped = add, onValue }: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const fieldId = useId();
  const problemId = useId();
  const problem = draft === null ? "" : problemOf(draft, min, max, whole);
  return (
    <div className={styles["field"]}>
      <label htmlFor={fieldId}>{label}</label>
      <input
        id={fieldId}
        inputMode="decimal"
        autoComplete="off"
        size={8}
        value={draft ?? written(value)}
        disabled={locked}
        aria-invalid={problem !== ""}
        aria-describedby={problem === "" ? undefined : problemId}
        onChange={(event) => {
          setDraft(event.target.value);
          const parsed = parseNumber(event.target.value);
          if (parsed !== null && problemOf(event.target.value, min, max, whole) === "") onValue(parsed);
        }}
        onBlur={() => setDraft(null)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
          event.preventDefault();
          setDraft(null);
          const next = stepped(value, event.key === "ArrowUp" ? 1 : -1);
          onValue(Math.max(min, Math.min(max, next)));
        }}
      />
      {problem !== "" && (
        <span id={problemId} role="alert" className={styles["problem"]}>
          {problem}
        </span>
      )}
    </div>
  );
}

function add(value: number, direction: 1 | -1): number {
  return value + direction;
}

function written(value: number): string {
  return String(Number(value.toPrecision(6))).replace("-", "−");
}

export function problemOf(text: string, min: number, max: number, whole: boolean): string {
  const value = parseNumber(text);
  if (value === null) return "This is not a number.";
  if (whole && !Number.isInteger(value)) return "A whole number, please.";
  return value < min || value > max ? `From ${min} to ${max}.` : "";
}
