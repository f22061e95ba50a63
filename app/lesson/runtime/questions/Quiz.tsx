/** A question with choices. The feedback speaks about what was chosen, not about who chose it. */
import { t } from "../../../language/words";
import type { ReactNode } from "react";
import { AnswerCode } from "../../audience/AnswerCode";
import type { QuizBlock } from "../../document";
import { Choices, allRight } from "./Choices";
import { CheckButton, Feedback, Fields, Frame, Help, useAnswer } from "./parts";

export function Quiz({ block }: { readonly block: QuizBlock }): ReactNode {
  const asked = useAnswer(block.id);
  const { answer, change } = asked;
  const chosen = Array.isArray(answer.given) ? answer.given : [];
  const missing = block.choices.filter(
    (choice, at) => choice.correct && !chosen.includes(at),
  ).length;
  const wrong = chosen.some((at) => block.choices[at]?.correct === false);
  return (
    <Frame kind={block.several ? t("Choose all that are true") : t("Choose one")} ask={block.ask}>
      <Fields
        onAnswer={() => {
          if (chosen.length > 0) change({ checked: true, right: allRight(block.choices, chosen) });
        }}
      >
        <Choices
          choices={block.choices}
          several={block.several}
          chosen={chosen}
          checked={answer.checked}
          onChoose={(given) => change({ given: [...given], checked: false, right: false })}
        />
        <CheckButton disabled={chosen.length === 0} />
      </Fields>
      {answer.checked ? (
        answer.right ? (
          <Feedback tone="right">
            <strong>{t("Yes.")}</strong>
          </Feedback>
        ) : (
          <Feedback tone="not-yet">
            <strong>{t("Not yet.")}</strong>{" "}
            {!wrong && missing > 0
              ? t(
                  "What you chose is true; {count, plural, one {one more is} other {# more are}} too.",
                  { count: missing },
                )
              : t("Choose again.")}
          </Feedback>
        )
      ) : null}
      <AnswerCode block={block} />
      <Help asked={asked} hints={block.hints} solution={block.solution} />
    </Frame>
  );
}
