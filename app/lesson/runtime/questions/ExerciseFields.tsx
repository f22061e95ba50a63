/** Fields of generated exercises: a number, one of a few pictures or lines of code, typed code. */
import { t } from "../../../language/words";
import { type ReactNode, useId } from "react";
import type { ChoiceField as Choice, Field } from "../../practice/practice";
import { Parts } from "./ExerciseParts";
import { AnswerField } from "./AnswerField";
import styles from "./questions.module.css";

interface ChoiceProps {
  readonly field: Choice;
  readonly chosen: number | null;
  readonly onChoose: (at: number) => void;
}

function ChoiceField({ field, chosen, onChoose }: ChoiceProps): ReactNode {
  const group = useId();
  return (
    <fieldset className={styles["choices"]}>
      <legend className="hidden-text">{t("Choose one")}</legend>
      {field.options.map((option, at) => (
        <label key={at} className={styles["choice"]}>
          <input type="radio" name={group} checked={chosen === at} onChange={() => onChoose(at)} />
          <div data-option>
            <Parts parts={[option]} />
          </div>
        </label>
      ))}
    </fieldset>
  );
}

interface CodeProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}

function CodeField({ label, text, onText }: CodeProps): ReactNode {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={Math.min(10, Math.max(3, text.split("\n").length + 1))}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        maxLength={2000}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
      />
    </>
  );
}

interface EntryProps {
  readonly field: Field;
  readonly hideLabel: boolean;
  readonly text: string;
  readonly problem: string | null;
  readonly onText: (text: string) => void;
}

export function Entry({ field, text, problem, hideLabel, onText }: EntryProps): ReactNode {
  if (field.kind === "choice")
    return (
      <ChoiceField
        field={field}
        chosen={text === "" ? null : Number(text)}
        onChoose={(at) => onText(String(at))}
      />
    );
  if (field.kind === "code") return <CodeField label={field.label} text={text} onText={onText} />;
  return (
    <AnswerField
      label={field.label}
      small
      hideLabel={hideLabel}
      text={text}
      problem={problem}
      onText={onText}
    />
  );
}
