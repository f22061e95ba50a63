/**
 * A number that is typed. It is taken while it is one and in range; what is wrong is said, and the
 * old number stays.
 */
import { t, word } from "../../../language/words";
import { useId, useState } from "react";
import { show } from "../../describe/number";
import { numberIn } from "../../describe/read-number";
import styles from "./number-field.module.css";

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** How much Up and Down change it. */
  readonly step?: number | undefined;
  /** Only whole numbers are taken. */
  readonly whole?: boolean | undefined;
  /** Why a number in range is not possible all the same; null when it is. */
  readonly whyNot?: (value: number) => string | null;
  readonly locked?: boolean | undefined;
  readonly onValue: (value: number) => void;
}

export function NumberField({
  label,
  value,
  min,
  max,
  step = 1,
  whole = false,
  whyNot = () => null,
  locked = false,
  onValue,
}: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const problemId = useId();
  const problemIn = (text: string): string =>
    problemOf(text, min, max, whole) ||
    (whyNot(numberIn(text, { min, max, whole }) ?? value) ?? "");
  const problem = draft === null ? "" : problemIn(draft);
  const take = (text: string): void => {
    setDraft(text);
    const parsed = numberIn(text, { min, max, whole });
    if (parsed !== null && problemIn(text) === "") onValue(parsed);
  };
  return (
    <label className={styles["field"]}>
      <span>{word(label)}</span>
      <input
        inputMode="text"
        autoComplete="off"
        maxLength={24}
        value={draft ?? String(value).replace("-", "−")}
        disabled={locked}
        aria-invalid={problem !== ""}
        aria-describedby={problem === "" ? undefined : problemId}
        onChange={(event) => take(event.currentTarget.value)}
        onBlur={() => setDraft(null)}
        onKeyDown={(event) => {
          const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
          if (by === 0) return;
          event.preventDefault();
          event.stopPropagation();
          setDraft(null);
          onValue(Math.max(min, Math.min(max, Number((value + by * step).toFixed(6)))));
        }}
      />
      {problem !== "" && (
        <span id={problemId} role="alert" className={styles["problem"]}>
          {problem}
        </span>
      )}
    </label>
  );
}

function problemOf(text: string, min: number, max: number, whole: boolean): string {
  const value = numberIn(text, { min, max, whole });
  if (value === null) return t("“{text}” is not a number.", { text: text.slice(0, 12) });
  if (whole && !Number.isInteger(value)) return t("A whole number, please.");
  return value < min || value > max
    ? t("From {text} to {text2}.", { text: show(min, 4).text, text2: show(max, 4).text })
    : "";
}
