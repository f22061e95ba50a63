/**
 * A line of text that is taken over on Enter or when it is left, and said to be wrong until then.
 */
import { echo, t, word } from "../../language/words";
import { useId, useState } from "react";
import type { TextProblem } from "../widget";
import styles from "./training.module.css";

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly problemOf: (text: string) => TextProblem | null;
  readonly locked: boolean;
  readonly onValue: (text: string) => void;
}

export function TextField({ label, value, problemOf, locked, onValue }: TextFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const problemId = useId();
  const problem = draft === null ? null : problemOf(draft);
  const take = (): void => {
    if (draft === null || problem !== null) return;
    setDraft(null);
    if (draft !== value) onValue(draft);
  };
  return (
    <label className={styles["text"]}>
      <span>{word(label)}</span>
      <input
        type="text"
        spellCheck={false}
        autoComplete="off"
        value={draft ?? value}
        disabled={locked}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Enter") take();
          else if (event.key === "Escape") setDraft(null);
        }}
      />
      {problem !== null && (
        <span id={problemId} role="alert" className={styles["problem"]}>
          {t("{message}{suggestion} It takes {allowed}.", {
            message: echo(problem.message),
            suggestion:
              problem.suggestion === null
                ? ""
                : t(": did you mean {suggestion}?", { suggestion: problem.suggestion }),
            allowed: echo(problem.allowed),
          })}
        </span>
      )}
    </label>
  );
}
