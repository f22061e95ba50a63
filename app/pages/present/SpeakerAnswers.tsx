/** What the questions of a step ask, and their answers: only the speaker sees them. */
import { type ReactNode, useMemo } from "react";
import { t } from "../../language/words";
import type { LessonDoc } from "../../lesson/document";
import { Blocks } from "../../lesson/runtime/Blocks";
import { Inlines } from "../../lesson/runtime/Inlines";
import { answerOf, numberedQuestions } from "../../lesson/runtime/numbered-questions";
import { isQuestion } from "../../lesson/runtime/question-block";
import { allBlocks } from "../../lesson/runtime/walk";
import styles from "./present.module.css";

interface SpeakerAnswersProps {
  readonly doc: LessonDoc;
  readonly step: number;
}

export function SpeakerAnswers({ doc, step }: SpeakerAnswersProps): ReactNode {
  const numbers = useMemo(() => numberedQuestions(doc), [doc]);
  const questions = [...allBlocks(doc.steps[step]?.blocks ?? [])].filter(isQuestion);
  if (questions.length === 0) return null;
  return (
    <details className={styles["told"]}>
      <summary>
        {t("{count, plural, one {The answer} other {The # answers}} of this step", {
          count: questions.length,
        })}
      </summary>
      {questions.map((block) => {
        const short = answerOf(block);
        return (
          <div key={block.id}>
            <h2>{t("Question {number}", { number: numbers.get(block.id)?.number ?? "" })}</h2>
            {short === null ? null : (
              <p>
                <strong>
                  <Inlines content={short} />
                </strong>
              </p>
            )}
            {block.kind === "predict" && <Blocks blocks={block.reveal} />}
            {"solution" in block && <Blocks blocks={block.solution} />}
          </div>
        );
      })}
    </details>
  );
}
