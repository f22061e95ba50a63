/**
 * A field for one number. Text, not type=number: fractions, commas and a true minus are welcome, a
 * wheel changes nothing.
 */
import { type ReactNode, useId } from "react";
import styles from "./questions.module.css";

export interface AnswerFieldProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly unit?: string;
  readonly problem?: string | null;
  readonly small?: boolean;
  readonly hideLabel?: boolean;
}

export function AnswerField({
  label,
  text,
  onText,
  unit = "",
  problem = null,
  small = false,
  hideLabel = false,
}: AnswerFieldProps): ReactNode {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className={hideLabel ? "hidden-text" : undefined}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        inputMode="text"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={40}
        className={small ? styles["small"] : styles["number"]}
        value={text}
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      {unit === "" ? null : <span>{unit}</span>}
      {problem === null ? null : (
        <span id={`${id}-problem`} role="alert">
          {problem}
        </span>
      )}
    </>
  );
}
