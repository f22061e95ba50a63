/** A student's own answers: what goes into the sheet is seen before it is saved or printed. */
import { rich } from "../../language/rich";
import { t } from "../../language/words";
import { useWantedLanguages } from "../../shell/appearance";
import { type ReactNode, use, useEffect, useId, useState } from "react";
import { isOwn } from "../../course/own-id";
import { loadOwn } from "../../course/own-lessons";
import type { LessonDoc } from "../../lesson/document";
import { loadLesson } from "../../lesson/runtime/library";
import { lessonResult } from "../../results/sheet-of";
import { type LessonResult, sheetFile } from "../../results/sheet";
import { announce } from "../../shell/announce";
import { fileName, saveText } from "../../shell/copy";
import { SCROLLABLE } from "../../shell/scrollable";
import { TextInput } from "../../shell/TextInput";
import { useLab } from "../../store/store";
import { ResultMark } from "./ResultMark";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./results.module.css";

const LONGEST_NAME = 120;

export function OwnSheet(): ReactNode {
  const progress = useLab((state) => state.progress.lessons);
  const answers = useLab((state) => state.answers);
  const wanted = useWantedLanguages();
  const heading = useId();
  const docs = use(docsOf(Object.keys(progress), wanted));
  const results = docs.map((doc) => lessonResult(doc, answers, progress[doc.id]));
  useEffect(() => {
    addEventListener("beforeprint", openDetails);
    return () => removeEventListener("beforeprint", openDetails);
  }, []);
  return (
    <section className={styles["sheet"]} aria-labelledby={heading}>
      <h2 id={heading}>{t("Your answers")}</h2>
      {results.length === 0 ? (
        <p>
          {rich(
            "No lesson was opened on this device yet. <link>Begin with one</link>; your answers stand here afterwards.",
            { link: toStart },
          )}
        </p>
      ) : (
        <Sheet results={results} />
      )}
    </section>
  );
}

function openDetails(): void {
  for (const details of document.querySelectorAll("article details"))
    details.toggleAttribute("open", true);
}

/** The lessons to choose from, and the sheet that is made of those. */
function Sheet({ results }: { readonly results: readonly LessonResult[] }): ReactNode {
  const [name, setName] = useState("");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = results.filter(({ id }) => !left.has(id));
  const save = (): void => {
    const sheet = { name: name.trim(), made: new Date().toISOString(), lessons: chosen };
    saveText(`results-${fileName(name.toLowerCase(), "sheet")}.json`, sheetFile(sheet));
    announce(t("The result file was saved."));
  };
  const [nameless, empty] = [name.trim() === "", chosen.length === 0];
  return (
    <>
      <p>
        {t(
          "For your teacher: write your name or number, choose lessons, then save the file and hand it in, or print the sheet. It is sent to nobody by itself.",
        )}
      </p>
      <p className="row">
        <TextInput
          label={t("Name or number")}
          maxLength={LONGEST_NAME}
          value={name}
          autoComplete="name"
          onText={setName}
        />
        <Button primary disabled={nameless || empty} onClick={save}>
          {t("Save the result file")}
        </Button>
        <Button disabled={empty} onClick={() => print()}>
          {t("Print")}
        </Button>
      </p>
      {nameless ? <p className={styles["hint"]}>{t("A name is needed to save.")}</p> : null}
      {results.map((result) => (
        <OneLesson
          key={result.id}
          result={result}
          chosen={!left.has(result.id)}
          onChoose={(into) => setLeft(without(left, result.id, into))}
        />
      ))}
    </>
  );
}

function OneLesson(props: {
  readonly result: LessonResult;
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
}): ReactNode {
  const { result, chosen } = props;
  const right = result.questions.filter((one) => one.right).length;
  return (
    <article className={styles["lesson"]} data-left={chosen ? undefined : ""}>
      <p className="row">
        <label className="row">
          <input
            type="checkbox"
            checked={chosen}
            onChange={(event) => props.onChoose(event.currentTarget.checked)}
          />
          <strong>{result.title}</strong>
        </label>
        <span>
          {t("{right} of {count} right, {seen} of {steps} steps seen", {
            right,
            count: result.questions.length,
            seen: result.seen,
            steps: result.steps,
          })}
        </span>
      </p>
      <Answers result={result} />
    </article>
  );
}

function Answers({ result }: { readonly result: LessonResult }): ReactNode {
  return (
    <details>
      <summary>{t("Every answer")}</summary>
      <div className={styles["scroller"]} aria-label={result.title} {...SCROLLABLE}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("Question")}</th>
              <th scope="col">{t("Your answer")}</th>
              <th scope="col">{t("Right")}</th>
              <th scope="col">{t("Tries")}</th>
              <th scope="col">{t("Hints")}</th>
            </tr>
          </thead>
          <tbody>
            {result.questions.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  {one.number}. {one.ask}
                </th>
                <td>{one.given || t("not answered")}</td>
                <td>
                  <ResultMark result={one} />
                </td>
                <td>{one.tries}</td>
                <td>
                  {one.hints}
                  {one.solution ? t(", solution seen") : ""}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function without(left: ReadonlySet<string>, id: string, into: boolean): ReadonlySet<string> {
  const next = new Set(left);
  if (into) next.delete(id);
  else next.add(id);
  return next;
}

let loading: { readonly key: string; readonly docs: Promise<readonly LessonDoc[]> } | null = null;

/**
 * The lessons that were opened; the same promise for the same ones. Those that are gone are left
 * out.
 */
function docsOf(ids: readonly string[], wanted: readonly string[]): Promise<readonly LessonDoc[]> {
  const key = JSON.stringify([ids, wanted]);
  if (loading?.key === key) return loading.docs;
  const docs = Promise.all(
    ids.map((id) => (isOwn(id) ? loadOwn(id) : loadLesson(id, wanted)).catch(() => null)),
  ).then((all) => all.filter((doc) => doc !== null));
  loading = { key, docs };
  return docs;
}

function toStart(words: ReactNode): ReactNode {
  return <a href="#/">{words}</a>;
}
