/**
 * Commit first, then see. A prediction is never wrong in a way that counts: it is held against what
 * happens.
 */
import { t } from "../../../language/words";
import { type ReactNode, useState } from "react";
import { AnswerCode } from "../../audience/AnswerCode";
import type { PredictBlock } from "../../document";
import { Nested } from "../nested";
import { anyOf, isClose, readNumber, writeKey } from "../numbers";
import { Choices, allRight } from "./Choices";
import { AnswerField } from "./AnswerField";
import { CheckButton, Feedback, Fields, Frame, useAnswer } from "./parts";
import styles from "./questions.module.css";

export function Predict({ block }: { readonly block: PredictBlock }): ReactNode {
  const { answer, change } = useAnswer(block.id);
  const [problem, setProblem] = useState<string | null>(null);
  const text = typeof answer.given === "string" ? answer.given : "";
  const chosen = Array.isArray(answer.given) ? answer.given : [];
  const empty = block.answer.type === "choice" ? chosen.length === 0 : text.trim() === "";
  const commit = (): void => {
    if (empty) return;
    const kind = block.answer;
    if (kind.type === "value") {
      const reading = readNumber(text, (value) => isClose(value, kind.value, kind.tolerance));
      setProblem(reading.ok ? null : reading.message);
      if (reading.ok)
        change({ checked: true, right: isClose(reading.value, kind.value, kind.tolerance) });
    } else change({ checked: true, right: kind.type === "open" || allRight(kind.choices, chosen) });
  };
  const edit = (given: string | number[]): void => {
    setProblem(null);
    change({ given, checked: false, right: false });
  };
  return (
    <Frame kind={t("Predict, then see")} ask={block.ask}>
      <Fields onAnswer={commit}>
        {block.answer.type === "choice" ? (
          <Choices
            choices={block.answer.choices}
            several={false}
            chosen={chosen}
            checked={answer.checked}
            onChoose={(given) => edit([...given])}
          />
        ) : null}
        {block.answer.type === "open" ? (
          <textarea
            data-form
            className={styles["open"]}
            aria-label={t("Your prediction")}
            placeholder={t("In a few words")}
            maxLength={2000}
            value={text}
            onChange={(event) => edit(event.currentTarget.value)}
          />
        ) : null}
        <div className="row" data-form>
          {block.answer.type === "value" ? (
            <AnswerField label={t("Your prediction")} text={text} problem={problem} onText={edit} />
          ) : null}
          {answer.checked ? null : <CheckButton label={t("That is my guess")} disabled={empty} />}
        </div>
      </Fields>
      {answer.checked ? <Outcome block={block} text={text} right={answer.right} /> : null}
      <AnswerCode block={block} />
    </Frame>
  );
}

interface OutcomeProps {
  readonly block: PredictBlock;
  readonly text: string;
  readonly right: boolean;
}

function Outcome({ block, text, right }: OutcomeProps): ReactNode {
  const kind = block.answer;
  const reading = readNumber(text);
  return (
    <>
      {kind.type === "value" && reading.ok ? (
        <Feedback tone={right ? "right" : "say"}>
          {right ? (
            <strong>{t("That is what happens.")}</strong>
          ) : (
            t("You predicted {guess}; it is {answer}.", {
              guess: anyOf(reading.all),
              answer: writeKey(kind.value, kind.tolerance),
            })
          )}
        </Feedback>
      ) : null}
      {kind.type === "choice" && right ? (
        <Feedback tone="right">
          <strong>{t("That is what happens.")}</strong>
        </Feedback>
      ) : null}
      <div className={styles["reveal"]} aria-live="polite" data-told>
        <Nested blocks={block.reveal} />
      </div>
    </>
  );
}
