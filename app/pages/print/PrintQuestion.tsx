/** A question on paper: what is asked, and room for the answer. */
import type { ReactNode } from "react";
import { t } from "../../language/words";
import type { AnswerChoice } from "../../lesson/document";
import { Blocks } from "../../lesson/runtime/Blocks";
import { Inlines } from "../../lesson/runtime/Inlines";
import { Parts } from "../../lesson/runtime/questions/ExerciseParts";
import type { Exercise, Part } from "../../lesson/practice/practice";
import { letter, type Numbered, shuffled } from "../../lesson/runtime/numbered-questions";
import styles from "./print.module.css";

export function PrintQuestion({
  number,
  block,
  exercises,
}: Numbered & { readonly exercises: readonly Exercise[] }): ReactNode {
  const title = t("Question {number}", { number });
  return (
    <section className={styles["question"]} aria-label={title}>
      <h4>{title}</h4>
      {"ask" in block && <Blocks blocks={block.ask} />}
      {block.kind === "quiz" && <Choices choices={block.choices} />}
      {block.kind === "predict" &&
        (block.answer.type === "choice" ? (
          <Choices choices={block.answer.choices} />
        ) : (
          <Blank lines={block.answer.type === "value" ? 1 : 3} />
        ))}
      {block.kind === "numeric" && <Blank lines={1} unit={block.unit} />}
      {block.kind === "cell" && <p>{t("Mark the cell in the figure.")}</p>}
      {block.kind === "order" && (
        <ul className={styles["order"]}>
          {shuffled(block.items).map((item, at) => (
            <li key={at}>
              <span className={styles["box"]} />
              <Inlines content={item} />
            </li>
          ))}
        </ul>
      )}
      {block.kind === "practice" && <Exercises exercises={exercises} />}
    </section>
  );
}

function Choices({ choices }: { readonly choices: readonly AnswerChoice[] }): ReactNode {
  return (
    <ol className={styles["choices"]}>
      {choices.map((choice, at) => (
        <li key={at}>
          <span className={styles["box"]} /> {letter(at)}) <Inlines content={choice.content} />
        </li>
      ))}
    </ol>
  );
}

function Exercises({ exercises }: { readonly exercises: readonly Exercise[] }): ReactNode {
  return (
    <ol className={styles["exercises"]}>
      {exercises.map((exercise, at) => (
        <li key={at}>
          <Parts parts={exercise.ask} />
          {exercise.fields.map((field) =>
            field.kind === "choice" ? <Options key={field.id} options={field.options} /> : null,
          )}
          {exercise.fields.some(({ kind }) => kind === "code") && <Blank lines={3} />}
          <p className={styles["fields"]}>
            {exercise.fields
              .filter(
                ({ optional, kind }) =>
                  !optional && kind === "number" && !exercise.ask.some(isAskedTable),
              )
              .map((field) => (
                <span key={field.id}>
                  {field.label} <span className={styles["blank"]} />
                </span>
              ))}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** A table is filled in where it stands. */
function isAskedTable(part: Part): boolean {
  return part.kind === "table" && part.asked === true;
}

function Options({ options }: { readonly options: readonly Part[] }): ReactNode {
  return (
    <ol className={styles["choices"]}>
      {options.map((option, at) => (
        <li key={at} className={styles["option"]}>
          <span>
            <span className={styles["box"]} /> {letter(at)})
          </span>
          <Parts parts={[option]} />
        </li>
      ))}
    </ol>
  );
}

interface BlankProps {
  readonly lines: number;
  readonly unit?: string;
}

function Blank({ lines, unit = "" }: BlankProps): ReactNode {
  return (
    <p className={styles["lines"]}>
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} className={styles["line"]} />
      ))}
      {unit}
    </p>
  );
}
