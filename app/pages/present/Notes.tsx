/**
 * The speaker's window: notes and answers of the step, what comes next, the time planned and used,
 * every step, and the same keys.
 */
import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { t } from "../../language/words";
import type { LessonDoc } from "../../lesson/document";
import { Blocks } from "../../lesson/runtime/Blocks";
import { type LessonScope, LessonScopeContext } from "../../lesson/runtime/scope";
import { figuresOf } from "../../lesson/runtime/walk";
import { formatHash } from "../../shell/address";
import { deviceStorage } from "../../store/lab-storage";
import { ClassVotes, isAsking } from "./ClassAnswers";
import { type Blank, type Channel, openChannel } from "./channel";
import {
  beginLecture,
  clockText,
  LECTURE_NOTE,
  type LectureTime,
  lectureTimeSchema,
  plannedUntil,
  resumed,
  turnedTo,
  usedBy,
  wallTime,
} from "./lecture-time";
import { type Action, actionOf } from "./present-keys";
import styles from "./present.module.css";
import { useAnswersOfScreen } from "./useClassAnswers";
import { SpeakerAnswers } from "./SpeakerAnswers";
import { SpeakerSteps } from "./SpeakerSteps";

const SILENCE = 3_000;

export function Notes({ doc }: { readonly doc: LessonDoc }): ReactNode {
  const { step, blank, frozen, connected, send, go } = useAudience(doc);
  const { time, at, restart } = useLectureTime(doc, step, connected);
  const answers = useAnswersOfScreen(doc.id);
  const scope = useMemo<LessonScope>(() => notesScope(doc, step), [doc, step]);
  const current = doc.steps[step];
  const next = doc.steps[step + 1];
  useNotesKeys(send);
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
        <div className={styles["row"]}>
          <button type="button" className="button" onClick={() => send("previous-step")}>
            {t("Step before")}
          </button>
          <button type="button" className="button primary" onClick={() => send("next-step")}>
            {t("Next step")}
          </button>
          <button type="button" className="button" onClick={() => send("backward")}>
            {t("Figure back")}
          </button>
          <button type="button" className="button" onClick={() => send("forward")}>
            {t("Figure on")}
          </button>
          <button type="button" className="button" onClick={() => send("reveal")}>
            {t("Reveal")}
          </button>
          <button
            type="button"
            className="button"
            aria-pressed={frozen}
            onClick={() => send("freeze")}
          >
            {t("Hold the audience's windows")}
          </button>
          <button
            type="button"
            className="button"
            aria-pressed={blank === "black"}
            onClick={() => send("black")}
          >
            {t("Black")}
          </button>
        </div>
        <SpeakerSteps doc={doc} step={step} time={time} at={at} onStep={go} />
      </main>
    </LessonScopeContext>
  );
}

interface Audience {
  readonly step: number;
  readonly blank: Blank;
  readonly frozen: boolean;
  readonly connected: boolean;
  readonly send: (action: Action) => void;
  readonly go: (step: number) => void;
}

const SHOWN: Readonly<Record<Blank, () => string>> = {
  none: () => t("Connected"),
  black: () => t("The screen is black"),
  white: () => t("The screen is white"),
};

/** What the audience sees; where no screen is open, a way to one. */
function Screen({
  doc,
  step,
  blank,
  connected,
}: Omit<Audience, "send" | "go" | "frozen"> & Pick<ClockProps, "doc">) {
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

/** The first paragraph of a step. */
function firstWords(step: LessonDoc["steps"][number] | undefined) {
  return step?.blocks.filter(({ kind }) => kind === "paragraph").slice(0, 1) ?? [];
}

function useAudience(doc: LessonDoc): Audience {
  const [step, setStep] = useState(0);
  const [blank, setBlank] = useState<Blank>("none");
  const [frozen, setFrozen] = useState(false);
  const [connected, setConnected] = useState(false);
  const channel = useRef<Channel | null>(null);
  useEffect(() => {
    const own = openChannel(doc.id, (message) => {
      if (message.kind === "state") {
        setStep(Math.max(0, Math.min(doc.steps.length - 1, message.step)));
        setBlank(message.blank);
        setFrozen(message.frozen === true);
      }
      if (message.kind === "state" || message.kind === "bye")
        setConnected(message.kind === "state");
    });
    channel.current = own;
    const hello = (): void => own.send({ kind: "hello" });
    hello();
    const timer = setInterval(hello, SILENCE);
    return () => {
      clearInterval(timer);
      own.close();
    };
  }, [doc]);
  useEffect(() => {
    document.title = `${t("Notes")} · ${doc.title} · ConvLab`;
  }, [doc]);
  return {
    step,
    blank,
    frozen,
    connected,
    send: (action) => channel.current?.send({ kind: "do", action }),
    go: (to) => channel.current?.send({ kind: "go", step: to }),
  };
}

function useNotesKeys(send: (action: Action) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const action = actionOf(event);
    if (
      action === null ||
      action === "leave" ||
      action === "fullscreen" ||
      action === "notes" ||
      action === "help" ||
      action === "list" ||
      action === "join" ||
      action === "collect"
    )
      return;
    event.preventDefault();
    send(action);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
}

/** The hour, the time of the lecture, and of this step, beside what was planned. */
function Clock({ doc, step, time, at, onRestart }: ClockProps): ReactNode {
  const planned = plannedUntil(doc, step);
  const current = doc.steps[step];
  const used = at - time.began;
  const usedHere = usedBy(time, current?.id ?? "", at);
  const isOver = planned > 0 && used > planned * 60_000;
  const isOverHere = current?.minutes !== undefined && usedHere > current.minutes * 60_000;
  return (
    <div className={styles["clock"]}>
      <span>
        <bdi>{new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}</bdi>
        <small>{t("now")}</small>
      </span>
      <span role="timer" aria-label={t("Time of the lecture")} data-over={isOver || undefined}>
        {clockText(used)}
        <small>
          {planned > 0
            ? t("of {minutes} min planned until here", { minutes: planned })
            : t("in all")}
          {planned > 0 && isOver ? t(", over") : ""}
        </small>
      </span>
      <span role="timer" aria-label={t("Time of this step")} data-over={isOverHere || undefined}>
        {clockText(usedHere)}
        <small>
          {current?.minutes === undefined
            ? t("this step")
            : t("of {minutes} min for this step", { minutes: current.minutes })}
          {isOverHere ? t(", over") : ""}
        </small>
      </span>
      <button type="button" className="button quiet" onClick={onRestart}>
        {t("Restart the clock")}
      </button>
    </div>
  );
}

interface ClockProps {
  readonly doc: LessonDoc;
  readonly step: number;
  readonly time: LectureTime;
  readonly at: number;
  readonly onRestart: () => void;
}

/** The time of the lecture, kept on the device over a reload; it begins when a screen is there. */
function useLectureTime(doc: LessonDoc, step: number, connected: boolean) {
  const [at, setAt] = useState(() => wallTime());
  const id = doc.steps[step]?.id ?? "";
  const [time, setTime] = useState(() => {
    const kept = deviceStorage().read(LECTURE_NOTE, lectureTimeSchema);
    return resumed(kept, doc.id, id, wallTime());
  });
  useEffect(() => {
    const timer = setInterval(() => setAt(wallTime()), 1_000);
    return () => clearInterval(timer);
  }, []);
  // The step that the screen tells, as soon as it does: at the second that the clock shows.
  if (connected && time.step !== id) setTime(turnedTo(time, id, Math.max(at, time.since)));
  useEffect(() => deviceStorage().write(LECTURE_NOTE, time), [time]);
  return { time, at, restart: () => setTime(beginLecture(doc.id, id, wallTime())) };
}

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
