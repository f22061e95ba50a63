/** What the audience's screen shows, as it tells, and how the speaker's window moves it. */
import { useEffect, useRef, useState } from "react";
import type { LessonDoc } from "../../lesson/document";
import { nearestStep } from "../../lesson/runtime/walk";
import { type Blank, type Channel, openChannel } from "./channel";
import type { Action } from "./present-keys";

const SILENCE = 3_000;

export interface Audience {
  readonly step: number;
  readonly blank: Blank;
  readonly frozen: boolean;
  readonly connected: boolean;
  readonly send: (action: Action) => void;
  readonly go: (step: number) => void;
}

export function useAudience(doc: LessonDoc): Audience {
  const [step, setStep] = useState(0);
  const [blank, setBlank] = useState<Blank>("none");
  const [frozen, setFrozen] = useState(false);
  const [connected, setConnected] = useState(false);
  const channel = useRef<Channel | null>(null);
  useEffect(() => {
    const own = openChannel(doc.id, (message) => {
      if (message.kind === "state") {
        setStep(nearestStep(doc, message.step));
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
  return {
    step,
    blank,
    frozen,
    connected,
    send: (action) => channel.current?.send({ kind: "do", action }),
    go: (to) => channel.current?.send({ kind: "go", step: to }),
  };
}
