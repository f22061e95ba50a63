/** A list of choices, one or several; after a check each chosen one says what it has to say. */
import { t } from "../../../language/words";
import { type ReactNode, useId } from "react";
import type { AnswerChoice } from "../../document";
import { Inlines } from "../Inlines";
import styles from "./questions.module.css";

export interface ChoicesProps {
  readonly choices: readonly AnswerChoice[];
  readonly several: boolean;
  readonly chosen: readonly number[];
  readonly checked: boolean;
  readonly onChoose: (chosen: readonly number[]) => void;
}

export function Choices({ choices, several, chosen, checked, onChoose }: ChoicesProps): ReactNode {
  const group = useId();
  const toggle = (at: number): void => {
    if (!several) onChoose([at]);
    else
      onChoose(
        chosen.includes(at)
          ? chosen.filter((other) => other !== at)
          : [...chosen, at].toSorted((a, b) => a - b),
      );
  };
  return (
    <fieldset className={styles["choices"]}>
      <legend className="hidden-text">
        {several ? t("Choose all that are true") : t("Choose one")}
      </legend>
      {choices.map((choice, at) => {
        const mine = chosen.includes(at);
        return (
          <label
            key={at}
            className={styles["choice"]}
            data-verdict={checked && mine ? (choice.correct ? "right" : "other") : undefined}
          >
            <input
              data-form
              type={several ? "checkbox" : "radio"}
              name={group}
              checked={mine}
              onChange={() => toggle(at)}
            />
            <span>
              <Inlines content={choice.content} />
            </span>
            {checked && mine && choice.feedback.length > 0 ? (
              <span className={styles["verdict"]}>
                <Inlines content={choice.feedback} />
              </span>
            ) : null}
          </label>
        );
      })}
    </fieldset>
  );
}

/** All the right ones and none of the others. */
export function allRight(choices: readonly AnswerChoice[], chosen: readonly number[]): boolean {
  return choices.every((choice, at) => choice.correct === chosen.includes(at));
}
