/** A teacher's view: the result files of a class, opened together. */
import { t } from "../../language/words";
import { type DragEvent, type ReactNode, useId, useRef, useState } from "react";
import { Button } from "../../figures/marks/controls/Button";
import { FileButton } from "../../figures/marks/controls/FileButton";
import { openFiles } from "../../results/open-files";
import { csvOf, type LessonTally, type Opened, type Row, tally } from "../../results/tally";
import { announce } from "../../shell/announce";
import { saveText } from "../../shell/copy";
import { SCROLLABLE } from "../../shell/scrollable";
import { ResultMark } from "./ResultMark";
import styles from "./results.module.css";

export function ClassResults(): ReactNode {
  const heading = useId();
  const { sheets, problems, add, close } = useSheets();
  const drop = (event: DragEvent): void => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    add([...event.dataTransfer.files]);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a drop target; the button does the same
    <section
      className={styles["class"]}
      aria-labelledby={heading}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <h2 id={heading}>{t("A class’s answers")}</h2>
      <p>
        {t(
          "For teachers: open the files that your students handed in, all at once, or drop them here. They are read on this machine and stored nowhere.",
        )}
      </p>
      <p className="row">
        <FileButton label={t("Result files")} accept=".json,application/json" onFiles={add}>
          {t("Open result files")}
        </FileButton>
        {sheets.length === 0 ? null : (
          <>
            <Button onClick={() => saveText("results.csv", `\uFEFF${csvOf(sheets)}`, "text/csv")}>
              {t("Save as CSV")}
            </Button>
            <Button quiet onClick={close}>
              {t("Close all")}
            </Button>
          </>
        )}
      </p>
      {problems.length === 0 ? null : (
        <div role="alert">
          <ul className={styles["problems"]}>
            {problems.map((problem, at) => (
              <li key={at}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
      {tally(sheets).map((lesson) => (
        <LessonTable key={lesson.id} lesson={lesson} />
      ))}
      <p className={styles["hint"]}>
        {t(
          "Every file carries a checksum. It shows that a file was damaged or edited by hand; it does not prove who answered, and whoever knows how can make a file with any content.",
        )}
      </p>
    </section>
  );
}

/** The files that are open, and why others are not. */
function useSheets() {
  const [sheets, setSheets] = useState<readonly Opened[]>([]);
  const [problems, setProblems] = useState<readonly string[]>([]);
  /** Files are read one after the other, so that none is lost. */
  const reading = useRef(Promise.resolve<readonly Opened[]>([]));
  const add = (files: readonly File[]): void => {
    reading.current = reading.current.then(async (open) => {
      const opened = await openFiles(open, files);
      setSheets(opened.sheets);
      setProblems((before) => [...before, ...opened.problems]);
      announce(
        t("{count, plural, one {# result file is} other {# result files are}} open.", {
          count: opened.sheets.length,
        }),
      );
      return opened.sheets;
    });
  };
  const close = (): void => {
    reading.current = Promise.resolve([]);
    setSheets([]);
    setProblems([]);
  };
  return { sheets, problems, add, close };
}

function LessonTable({ lesson }: { readonly lesson: LessonTally }): ReactNode {
  const { title, questions, rows } = lesson;
  return (
    <article>
      <h3>{title}</h3>
      <div className={styles["scroller"]} aria-label={title} {...SCROLLABLE}>
        <table className={styles["matrix"]}>
          <thead>
            <tr>
              <th scope="col">{t("Name")}</th>
              {questions.map(({ id, number, ask }) => (
                <th key={id} scope="col" title={ask}>
                  {number}
                </th>
              ))}
              <th scope="col">{t("Right")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <TableRow key={row.file} row={row} lesson={lesson} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("Right, of those who answered")}</th>
              {questions.map(({ id, right, answered }) => (
                <td key={id}>{`${right}/${answered}`}</td>
              ))}
              <td>{`${sum(questions.map(({ right }) => right))}/${sum(questions.map(({ answered }) => answered))}`}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <WrongAnswers lesson={lesson} />
    </article>
  );
}

interface TableRowProps {
  readonly row: Row;
  readonly lesson: LessonTally;
}

function TableRow({ row, lesson: { rows, questions } }: TableRowProps): ReactNode {
  const twin = rows.some((other) => other !== row && other.name === row.name);
  return (
    <tr>
      <th scope="row">
        {row.name}
        {twin ? ` (${row.file})` : ""}
        {row.unchanged ? null : (
          <strong className={styles["wrong"]}> {t("changed after it was saved")}</strong>
        )}
      </th>
      {questions.map(({ id }) => (
        <td key={id}>
          <ResultMark result={row.results.get(id)} />
        </td>
      ))}
      <td>{t("{at} of {count}", { at: row.right, count: row.lesson.questions.length })}</td>
    </tr>
  );
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

const MOST_SHOWN = 5;

function WrongAnswers({ lesson }: { readonly lesson: LessonTally }): ReactNode {
  const wrong = lesson.questions.filter((question) => question.wrong.length > 0);
  if (wrong.length === 0) return null;
  return (
    <>
      <h4>{t("Common wrong answers")}</h4>
      <dl className={styles["mistakes"]}>
        {wrong.map(({ id, number, ask, wrong: mistakes }) => (
          <div key={id}>
            <dt>
              {number}. {ask}
            </dt>
            {mistakes.slice(0, MOST_SHOWN).map(({ given, means, readers }) => (
              <dd key={given}>
                <strong>{given}</strong>,{" "}
                {t("{count, plural, one {# reader} other {# readers}}", { count: readers })}
                {means === "" ? "" : `: ${means}`}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </>
  );
}
