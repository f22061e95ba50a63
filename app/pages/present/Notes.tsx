/**
 * The speaker's window: notes and answers of the step, what comes next, the time planned and used,
 * every step, and the same keys.
 */
import { type ReactNode, useMemo } from "react";
import { Button } from "../../figures/marks/controls/Button";
import { t, word } from "../../language/words";
import type { LessonDoc } from "../../lesson/document";
import { Blocks } from "../../lesson/runtime/Blocks";
import { type LessonScope, LessonScopeContext } from "../../lesson/runtime/scope";
import { figuresOf } from "../../lesson/runtime/walk";
import { formatHash } from "../../shell/address";
import { usePageKeys } from "../../shell/usePageKeys";
import { useTitle } from "../../shell/useTitle";
import type { Blank } from "./channel";
import { ClassVotes, isAsking } from "./ClassAnswers";
import { Clock, useLectureTime } from "./Clock";
import { type Action, actionOf } from "./present-keys";
import styles from "./present.module.css";
import { type Audience, useAudience } from "./useAudience";
import { useAnswersOfScreen } from "./useClassAnswers";
import { SpeakerAnswers } from "./SpeakerAnswers";
import { SpeakerSteps } from "./SpeakerSteps";

export function Notes({ doc }: { readonly doc: LessonDoc }): ReactNode {
  const { step, blank, frozen, connected, send, go } = useAudience(doc);
  const { time, at, restart } = useLectureTime(doc, step, connected);
  const answers = useAnswersOfScreen(doc.id);
  const scope = useMemo<LessonScope>(() => notesScope(doc, step), [doc, step]);
  const current = doc.steps[step];
  const next = doc.steps[step + 1];
  useTitle(`${t("Notes")} · ${doc.title} · ConvLab`);
  usePageKeys((event) => {
    const action = actionOf(event);
    if (action === null || OF_SCREEN.has(action)) return;
    event.preventDefault();
    send(action);
  });
  return (
    <LessonScopeContext value={scope}>
      <main className={styles["notes"]} tabIndex={-1}>
        <header>
          <Clock doc={doc} step={step} time={time} at={at} onRestart={restart} />
          <Screen doc={doc} step={step} blank={blank} connected={connected} />
        </header>
        <p className={styles["lesson"]}>
          {t("Step {at} of {count}", { at: step + 1, count: doc.steps.length })}
        </p>
        <h1>{current?.title}</h1>
        {current === undefined || current.notes.length === 0 ? (
          <p>{t("There are no notes for this step.")}</p>
        ) : (
          <Blocks key={current.id} blocks={current.notes} />
        )}
        <SpeakerAnswers key={step} doc={doc} step={step} />
        {isAsking(doc, step) && (
          <details className={styles["told"]}>
            <summary>{t("Answers of the class, by their codes")}</summary>
            <ClassVotes key={step} doc={doc} step={step} answers={answers} />
          </details>
        )}
        <section className={styles["upcoming"]} aria-label={t("What comes next")}>
          <p>
            {next === undefined
              ? t("This is the last step.")
              : t("Next: {title}", { title: next.title })}
          </p>
          <Blocks key={next?.id} blocks={firstWords(next)} />
        </section>
        <Remote blank={blank} frozen={frozen} send={send} />
        <SpeakerSteps doc={doc} step={step} time={time} at={at} onStep={go} />
      </main>
    </LessonScopeContext>
  );
}

/** The first paragraph of a step. */
function firstWords(step: LessonDoc["steps"][number] | undefined) {
  return step?.blocks.filter(({ kind }) => kind === "paragraph").slice(0, 1) ?? [];
}

const SHOWN: Readonly<Record<Blank, () => string>> = {
  none: () => t("Connected"),
  black: () => t("The screen is black"),
  white: () => t("The screen is white"),
};

interface ScreenProps extends Pick<Audience, "step" | "blank" | "connected"> {
  readonly doc: LessonDoc;
}

/** What the audience sees; where no screen is open, a way to one. */
function Screen({ doc, step, blank, connected }: ScreenProps): ReactNode {
  if (connected) return <span>{SHOWN[blank]()}</span>;
  const id = doc.steps[step]?.id ?? "";
  return (
    <a
      className="button"
      href={formatHash("present", [doc.id, id], new Map())}
      target={`convlab-screen-${doc.id}`}
    >
      {t("Open the screen")}
    </a>
  );
}

const REMOTE: readonly { readonly action: Action; readonly label: string }[] = [
  { action: "previous-step", label: "Step before" },
  { action: "next-step", label: "Next step" },
  { action: "backward", label: "Figure back" },
  { action: "forward", label: "Figure on" },
  { action: "reveal", label: "Reveal" },
  { action: "freeze", label: "Hold the audience's windows" },
  { action: "black", label: "Black" },
];

/** Buttons for the screen. */
function Remote({ blank, frozen, send }: Pick<Audience, "blank" | "frozen" | "send">): ReactNode {
  const pressed: { readonly [Name in Action]?: boolean } = {
    freeze: frozen,
    black: blank === "black",
  };
  return (
    <div className="row">
      {REMOTE.map(({ action, label }) => (
        <Button
          key={action}
          primary={action === "next-step"}
          aria-pressed={pressed[action]}
          onClick={() => send(action)}
        >
          {word(label)}
        </Button>
      ))}
    </div>
  );
}

/** Of the screen alone: its dialogs, its window. */
const OF_SCREEN: ReadonlySet<Action> = new Set([
  "leave",
  "fullscreen",
  "notes",
  "help",
  "list",
  "join",
  "collect",
]);

function notesScope(doc: LessonDoc, step: number): LessonScope {
  return {
    doc,
    step,
    registry: {},
    figures: figuresOf(doc),
    stage: [],
    onStage: new Set(),
    prefix: "notes:",
    mode: "present",
    pick: null,
    setPick: () => undefined,
    hash: () => "#/",
  };
}
