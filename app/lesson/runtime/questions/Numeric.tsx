/**
 * A question whose answer is a number. A wrong value that the author expected gets the author's
 * words.
 */
import { t } from "../../../language/words";
import { type ReactNode, useState } from "react";
import { AnswerCode } from "../../audience/AnswerCode";
import type { NumericBlock } from "../../document";
import { Inlines } from "../Inlines";
import { isClose, notRight, readNumber, writeKey } from "../numbers";
import { AnswerField } from "./AnswerField";
import { CheckButton, Feedback, Fields, Frame, Help, useAnswer } from "./parts";

export function Numeric({ block }: { readonly block: NumericBlock }): ReactNode {
  const asked = useAnswer(block.id);
  const [problem, setProblem] = useState<string | null>(null);
  const text = typeof asked.answer.given === "string" ? asked.answer.given : "";
  const check = (): void => {
    const reading = readNumber(text, (value) => isClose(value, block.value, block.tolerance));
    setProblem(reading.ok ? null : reading.message);
    if (reading.ok)
      asked.change({ checked: true, right: isClose(reading.value, block.value, block.tolerance) });
  };
  return (
    <Frame kind={t("Work it out")} ask={block.ask}>
      <Fields onAnswer={check}>
        <div className="row" data-form>
          <AnswerField
            label={t("Your answer")}
            text={text}
            unit={block.unit}
            problem={problem}
            onText={(given) => {
              setProblem(null);
              asked.change({ given, checked: false, right: false });
            }}
          />
          <CheckButton />
        </div>
      </Fields>
      {asked.answer.checked ? (
        <Verdict block={block} text={text} right={asked.answer.right} />
      ) : null}
      <AnswerCode block={block} />
      <Help asked={asked} hints={block.hints} solution={block.solution} />
    </Frame>
  );
}

interface VerdictProps {
  readonly block: NumericBlock;
  readonly text: string;
  readonly right: boolean;
}

function Verdict({ block, text, right }: VerdictProps): ReactNode {
  if (right)
    return (
      <Feedback tone="right">
        <strong>{t("Yes, {answer}.", { answer: writeKey(block.value, block.tolerance) })}</strong>
      </Feedback>
    );
  const mistakeIn = (read: number): (typeof block.mistakes)[number] | undefined =>
    block.mistakes.find(({ value }) => isClose(read, value, block.tolerance));
  const reading = readNumber(text, (read) => mistakeIn(read) !== undefined);
  const mistake = reading.ok ? mistakeIn(reading.value) : undefined;
  return (
    <Feedback tone="not-yet">
      {mistake === undefined ? (
        <>
          <strong>{t("Not yet.")}</strong>{" "}
          {reading.ok ? `${notRight(text, reading)} ${t("Look once more and try again.")}` : null}
        </>
      ) : (
        <>
          <strong>{t("Not yet.")}</strong> <Inlines content={mistake.feedback} />
        </>
      )}
    </Feedback>
  );
}
