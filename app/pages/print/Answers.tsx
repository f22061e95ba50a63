/**
 * The last page: every answer, with what the lesson reveals; exercises from the same seed as they
 * were printed.
 */
import type { ReactNode } from "react";
import { Blocks } from "../../lesson/runtime/Blocks";
import { Inlines } from "../../lesson/runtime/Inlines";
import { Parts } from "../../lesson/runtime/questions/ExerciseParts";
import type { Exercise } from "../../lesson/practice/practice";
import { answerOf, letter, type Numbered } from "../../lesson/runtime/numbered-questions";
import styles from "./print.module.css";

interface AnswersProps {
  readonly title: string;
  readonly questions: readonly Numbered[];
  readonly exercises: ReadonlyMap<string, readonly Exercise[]>;
}

export function Answers({ title, questions, exercises }: AnswersProps): ReactNode {
  return (
    <section className={styles["answers"]} aria-label={title}>
      <h2>{title}</h2>
      {questions.map(({ number, block }) => (
        <div key={block.id} className={styles["answer"]}>
          <h4>{number}</h4>
          <div>
            <Short block={block} />
            {block.kind === "predict" && <Blocks blocks={block.reveal} />}
            {"solution" in block && <Blocks blocks={block.solution} />}
            {block.kind === "order" && (
              <ol>
                {block.items.map((item, at) => (
                  <li key={at}>
                    <Inlines content={item} />
                  </li>
                ))}
              </ol>
            )}
            {block.kind === "practice" && (
              <ol className={styles["exercises"]}>
                {(exercises.get(block.id) ?? []).map((exercise, at) => (
                  <li key={at}>
                    {exercise.fields.map((field) =>
                      field.kind === "choice" ? (
                        <p key={field.id}>
                          <strong>{letter(field.value)}</strong>
                        </p>
                      ) : null,
                    )}
                    <Parts parts={exercise.solution} />
                  </li>
                ))}
              </ol>
            )}
          </div>
        </div>
      ))}
    </section>
  );
}

function Short({ block }: Pick<Numbered, "block">): ReactNode {
  const answer = answerOf(block);
  return answer === null ? null : (
    <p>
      <strong>
        <Inlines content={answer} />
      </strong>
    </p>
  );
}
