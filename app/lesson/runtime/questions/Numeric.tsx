/** A question whose answer is a number. A wrong value that the author expected gets the author's words. */
import { type ReactNode, useState } from "react";
import type { NumericBlock } from "../../document";
import { Inlines } from "../Inlines";
import { isClose, readNumber, writeNumber } from "../numbers";
import { NumberField } from "./NumberField";
import { CheckButton, Feedback, Fields, Frame, Help, useAnswer } from "./parts";
import styles from "./questions.module.css";

export function Numeric({ block }: { readonly block: NumericBlock }): ReactNode {
  const asked = useAnswer(block.id);
  const [problem, setProblem] = useState<string | null>(null);
  const text = typeof asked.answer.given === "string" ? asked.answer.given : "";
  const check = (): void => {
    const reading = readNumber(text);
    setProblem(reading.ok ? null : reading.message);
    if (reading.ok) asked.change({ checked: true, right: isClose(reading.value, block.value, block.tolerance) });
  };
  return (
    <Frame kind="Work it out" ask={block.ask}>
      <Fields onAnswer={check}>
        <div className={styles["row"]}>
          <NumberField
            label="Your answer"
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
      {asked.answer.checked ? <Verdict block={block} text={text} right={asked.answer.right} /> : null}
      <Help asked={asked} hints={block.hints} solution={block.solution} />
    </Frame>
  );
}

function Verdict({ block, text, right }: { readonly block: NumericBlock; readonly text: string; readonly right: boolean }): ReactNode {
  const reading = readNumber(text);
  if (right)
    return (
      <Feedback tone="right">
        <strong>Yes, {reading.ok ? writeNumber(reading.value) : text}.</strong>
      </Feedback>
    );
  const mistake = reading.ok ? block.mistakes.find(({ value }) => isClose(reading.value, value, block.tolerance)) : undefined;
  return (
    <Feedback tone="not-yet">
      {mistake === undefined ? (
        <>
          <strong>Not yet.</strong> {reading.ok ? `It is not ${writeNumber(reading.value)}; look once more and try again.` : null}
        </>
      ) : (
        <>
          <strong>Not yet.</strong> <Inlines content={mistake.feedback} />
        </>
      )}
    </Feedback>
  );
}
