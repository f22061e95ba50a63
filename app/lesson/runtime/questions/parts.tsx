/** What all questions share: the frame, the feedback line, graded hints and the solution. */
import { t } from "../../../language/words";
import { Check, CircleQuestionMark, Lightbulb, RotateCcw } from "lucide-react";
import {
  type ReactNode,
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
} from "react";
import { type Answer, answerKey, noAnswer } from "../../../store/answers";
import { lab, useLab } from "../../../store/store";
import type { Block } from "../../document";
import { Nested } from "../nested";
import { useScope } from "../scope";
import { Button } from "../../../figures/marks/controls/Button";
import styles from "./questions.module.css";

export interface Asked {
  readonly answer: Answer;
  readonly change: (change: Partial<Answer>) => void;
}

/** The remembered answer to a question of this lesson. */
export function useAnswer(id: string): Asked {
  const { doc, mode } = useScope();
  const key = answerKey(mode, doc.id, id);
  const answer = useLab((state) => state.answers[key]) ?? noAnswer;
  return {
    answer,
    change: (change) => lab.getState().answer(key, change),
  };
}

interface FrameProps {
  readonly kind: string;
  readonly ask: readonly Block[];
  readonly children: ReactNode;
}

export function Frame({ kind, ask, children }: FrameProps): ReactNode {
  const heading = useId();
  return (
    <section className={styles["question"]} aria-labelledby={heading}>
      <p className={styles["kind"]} id={heading}>
        <CircleQuestionMark aria-hidden size={18} /> {kind}
      </p>
      <div className={styles["ask"]}>
        <Nested blocks={ask} />
      </div>
      {children}
    </section>
  );
}

interface FeedbackProps {
  readonly tone: "right" | "not-yet" | "say";
  readonly children: ReactNode;
}

/**
 * What the page says back. "right" and "not yet" are told by a word and a sign, not by colour
 * alone.
 */
export function Feedback({ tone, children }: FeedbackProps): ReactNode {
  return (
    <div className={styles["feedback"]} data-tone={tone} aria-live="polite">
      {tone === "right" ? (
        <Check aria-hidden size={20} />
      ) : tone === "not-yet" ? (
        <RotateCcw aria-hidden size={18} />
      ) : null}
      <div>{children}</div>
    </div>
  );
}

interface JudgedProps {
  readonly right: boolean;
  readonly yes: string;
  readonly notYet: string;
}

/** Whether an answer that was checked is right, in a sentence. */
export function Judged({ right, yes, notYet }: JudgedProps): ReactNode {
  return (
    <Feedback tone={right ? "right" : "not-yet"}>
      {right ? <strong>{yes}</strong> : notYet}
    </Feedback>
  );
}

interface HelpProps {
  readonly asked: Asked;
  readonly hints: readonly (readonly Block[])[];
  readonly solution: readonly Block[];
}

/** Hints one at a time, then the solution. */
export function Help({ asked, hints, solution }: HelpProps): ReactNode {
  const { answer, change } = asked;
  const shown = hints.slice(0, answer.hints);
  // What was asked for is read next, also by a screen reader: the button may be gone.
  const asks = useRef(false);
  const told = (element: HTMLDivElement | null): void => {
    if (!asks.current || element === null) return;
    asks.current = false;
    element.focus({ preventScroll: true });
  };
  const ask = (wanted: Partial<Answer>): void => {
    asks.current = true;
    change(wanted);
  };
  return (
    <>
      {shown.map((hint, at) => (
        <div
          key={at}
          className={styles["hint"]}
          tabIndex={-1}
          ref={at === shown.length - 1 ? told : undefined}
        >
          <p className={styles["kind"]}>
            <Lightbulb aria-hidden size={18} />{" "}
            {hints.length > 1
              ? t("Hint {at} of {count}", { at: at + 1, count: hints.length })
              : t("Hint")}
          </p>
          <Nested blocks={hint} />
        </div>
      ))}
      {answer.solution ? (
        <div className={styles["hint"]} data-told tabIndex={-1} ref={told}>
          <p className={styles["kind"]}>{t("Solution")}</p>
          <Nested blocks={solution} />
        </div>
      ) : null}
      {answer.right && answer.checked ? null : (
        <div className={styles["help"]} data-form>
          {answer.hints < hints.length ? (
            <Button quiet onClick={() => ask({ hints: answer.hints + 1 })}>
              <Lightbulb aria-hidden size={18} />{" "}
              {answer.hints === 0 ? t("A hint") : t("Another hint")}
            </Button>
          ) : null}
          {solution.length > 0 &&
          !answer.solution &&
          (answer.checked || answer.hints >= hints.length) ? (
            <Button quiet onClick={() => ask({ solution: true })}>
              {t("Show the solution")}
            </Button>
          ) : null}
        </div>
      )}
    </>
  );
}

const AnswerContext = createContext<() => void>(() => undefined);

interface FieldsProps {
  readonly onAnswer: () => void;
  readonly children: ReactNode;
}

/**
 * Fields with one button that checks them; Enter in a field does the same. Not a form element: in a
 * sandboxed frame, which is where learning platforms put strangers' pages, the browser refuses to
 * submit one without anybody noticing.
 */
export function Fields({ onAnswer, children }: FieldsProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const answer = useEffectEvent(() => onAnswer());
  useEffect(() => {
    const element = box.current;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Enter" || event.isComposing || !(event.target instanceof HTMLInputElement))
        return;
      event.preventDefault();
      answer();
    };
    element?.addEventListener("keydown", onKey);
    return () => element?.removeEventListener("keydown", onKey);
  }, []);
  return (
    <AnswerContext value={onAnswer}>
      <div ref={box} className={styles["form"]}>
        {children}
      </div>
    </AnswerContext>
  );
}

interface CheckButtonProps {
  readonly label?: string;
  readonly disabled?: boolean;
}

export function CheckButton({ label, disabled = false }: CheckButtonProps): ReactNode {
  const answer = useContext(AnswerContext);
  return (
    <Button primary disabled={disabled} onClick={answer} data-form>
      {label ?? t("Check")}
    </Button>
  );
}
