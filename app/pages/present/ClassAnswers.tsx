/** A class's answers to a question of the step, as bars; each code that is typed is one answer. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { possibleAnswers } from "../../lesson/audience/possible-answers";
import { LENGTH, tidied } from "../../lesson/audience/answer-code";
import { t } from "../../language/words";
import type { LessonDoc } from "../../lesson/document";
import { Inlines } from "../../lesson/runtime/Inlines";
import { letter, numberedQuestions } from "../../lesson/runtime/numbered-questions";
import { isQuestion } from "../../lesson/runtime/question-block";
import { allBlocks } from "../../lesson/runtime/walk";
import { Dialog } from "../../shell/Dialog";
import type { CollectedAnswers, Counted } from "./votes";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./present.module.css";

export interface ClassVotesProps {
  readonly doc: LessonDoc;
  readonly step: number;
  readonly answers: CollectedAnswers;
}

const SAID: Readonly<Record<Counted, (code: string) => string>> = {
  new: (code) => t("{code} is counted.", { code }),
  again: (code) => t("{code} was counted already.", { code }),
  changed: (code) => t("{code} replaces the answer of the same phone.", { code }),
  unknown: (code) => t("{code} is no code of this question.", { code }),
};

export function ClassAnswers({
  onClose,
  ...votes
}: ClassVotesProps & { readonly onClose: () => void }): ReactNode {
  return (
    <Dialog title={t("Answers of the class")} onClose={onClose} wide>
      <ClassVotes {...votes} focused />
    </Dialog>
  );
}

/** Whether a step asks something whose answers have codes. */
export function isAsking(doc: LessonDoc, step: number): boolean {
  return countable(doc, step).length > 0;
}

function countable(doc: LessonDoc, step: number) {
  return [...allBlocks(doc.steps[step]?.blocks ?? [])]
    .filter(isQuestion)
    .filter((block) => possibleAnswers(block).length > 0);
}

/** `focused`: the codes are typed at once. */
export function ClassVotes({
  doc,
  step,
  answers,
  focused = false,
}: ClassVotesProps & { readonly focused?: boolean }): ReactNode {
  const numbers = useMemo(() => numberedQuestions(doc), [doc]);
  const questions = countable(doc, step);
  const [chosen, setChosen] = useState(0);
  const [marked, setMarked] = useState(false);
  const block = questions[chosen];
  if (block === undefined)
    return <p>{t("No question of this step has answers that can be counted.")}</p>;
  const question = `${doc.id}/${block.id}`;
  const counts = answers.counts(question);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return (
    <>
      {questions.length > 1 && (
        <div className="row">
          {questions.map(({ id }, at) => (
            <Button key={id} aria-pressed={at === chosen} onClick={() => setChosen(at)}>
              {t("Question {number}", { number: numbers.get(id)?.number ?? "" })}
            </Button>
          ))}
        </div>
      )}
      <CodeField key={question} focused={focused} onCode={(code) => answers.add(question, code)} />
      <ol className={styles["votes"]}>
        {possibleAnswers(block).map(({ label, right }, at) => {
          const count = counts.get(at) ?? 0;
          return (
            <li key={at} data-right={(marked && right) || undefined}>
              <span>
                {letter(at)}. <Inlines content={label} />
                {marked && right ? " ✓" : null}
              </span>
              <meter min={0} max={Math.max(1, all)} value={count} aria-label={letter(at)} />
              <b>{count}</b>
            </li>
          );
        })}
      </ol>
      <div className="row">
        <span>{t("{count, plural, one {# answer} other {# answers}}", { count: all })}</span>
        <Button aria-pressed={marked} onClick={() => setMarked(!marked)}>
          {t("Mark the right one")}
        </Button>
        <Button quiet disabled={all === 0} onClick={() => answers.clear(question)}>
          {t("Clear")}
        </Button>
      </div>
    </>
  );
}

interface CodeFieldProps {
  readonly focused: boolean;
  readonly onCode: (code: string) => Counted;
}

/** Four letters are read as soon as they are there; Enter is not needed. */
function CodeField({ focused, onCode }: CodeFieldProps): ReactNode {
  const [text, setText] = useState("");
  const [said, setSaid] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);
  const type = (typed: string): void => {
    const letters = tidied(typed).slice(0, LENGTH);
    setText(letters.length === LENGTH ? "" : letters);
    if (letters.length === LENGTH) setSaid(SAID[onCode(letters)](letters));
  };
  return (
    <div className="row">
      <label>
        {t("Code ")}
        <input
          ref={field}
          type="text"
          className={styles["code"]}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          size={5}
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
        />
      </label>
      <output>
        {said === "" ? t("Type the four letters that a student shows or calls.") : said}
      </output>
    </div>
  );
}
