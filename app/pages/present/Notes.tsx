/** The speaker's window: notes of the step, what comes next, the clock, and the same keys. */
import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { now } from "../../../engine/core/clock";
import type { LessonDoc } from "../../lesson/document";
import { Blocks } from "../../lesson/runtime/Blocks";
import { type LessonScope, LessonScopeContext } from "../../lesson/runtime/scope";
import { figuresOf } from "../../lesson/runtime/walk";
import { type Blank, type Channel, openChannel } from "./channel";
import { type Action, actionOf } from "./present-keys";
import styles from "./present.module.css";

const SILENCE = 3_000;

export function Notes({ doc }: { readonly doc: LessonDoc }): ReactNode {
  const { step, blank, connected, send } = useAudience(doc);
  const scope = useMemo<LessonScope>(() => notesScope(doc, step), [doc, step]);
  const current = doc.steps[step];
  const next = doc.steps[step + 1];
  useNotesKeys(send);
  return (
    <LessonScopeContext value={scope}>
      <main className={styles["notes"]} tabIndex={-1}>
        <header>
          <Clock doc={doc} step={step} />
          <span>
            {connected
              ? blank === "none"
                ? "Connected"
                : `The screen is ${blank}`
              : "Open the lecture in another window of this browser."}
          </span>
        </header>
        <p className={styles["lesson"]}>
          Step {step + 1} of {doc.steps.length}
        </p>
        <h1>{current?.title}</h1>
        {current === undefined || current.notes.length === 0 ? (
          <p>There are no notes for this step.</p>
        ) : (
          <Blocks key={current.id} blocks={current.notes} />
        )}
        <p className={styles["upcoming"]}>
          {next === undefined ? "This is the last step." : `Next: ${next.title}`}
        </p>
        <div className={styles["row"]}>
          <button type="button" className="button" onClick={() => send("previous-step")}>
            Step before
          </button>
          <button type="button" className="button primary" onClick={() => send("next-step")}>
            Next step
          </button>
          <button type="button" className="button" onClick={() => send("backward")}>
            Figure back
          </button>
          <button type="button" className="button" onClick={() => send("forward")}>
            Figure on
          </button>
          <button type="button" className="button" onClick={() => send("reveal")}>
            Reveal
          </button>
          <button
            type="button"
            className="button"
            aria-pressed={blank === "black"}
            onClick={() => send("black")}
          >
            Black
          </button>
        </div>
      </main>
    </LessonScopeContext>
  );
}

interface Audience {
  readonly step: number;
  readonly blank: Blank;
  readonly connected: boolean;
  readonly send: (action: Action) => void;
}

function useAudience(doc: LessonDoc): Audience {
  const [step, setStep] = useState(0);
  const [blank, setBlank] = useState<Blank>("none");
  const [connected, setConnected] = useState(false);
  const channel = useRef<Channel | null>(null);
  useEffect(() => {
    const own = openChannel(doc.id, (message) => {
      if (message.kind === "state") {
        setStep(Math.max(0, Math.min(doc.steps.length - 1, message.step)));
        setBlank(message.blank);
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
    document.title = `Notes · ${doc.title} · ConvLab`;
  }, [doc]);
  return {
    step,
    blank,
    connected,
    send: (action) => channel.current?.send({ kind: "do", action }),
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
      action === "list"
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

/** Time since the window was opened, beside what the steps so far were meant to take. */
function Clock({ doc, step }: { readonly doc: LessonDoc; readonly step: number }): ReactNode {
  const [start, setStart] = useState(() => now());
  const [at, setAt] = useState(start);
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const planned = doc.steps.slice(0, step + 1).reduce((sum, one) => sum + (one.minutes ?? 0), 0);
  const seconds = Math.max(0, Math.floor((at - start) / 1_000));
  return (
    <p className={styles["clock"]}>
      <span role="timer">
        {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")}
      </span>
      {planned > 0 ? <small>planned until here: {planned} min</small> : null}
      <button type="button" className="button quiet" onClick={() => setStart(now())}>
        Restart
      </button>
    </p>
  );
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
