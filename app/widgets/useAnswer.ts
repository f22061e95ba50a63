/** Something a figure computes in a worker of its own; a newer question ends an older one. */
import { useEffect, useState } from "react";
import { beginWorker } from "../shell/begin-worker";
import type { Reply } from "./answering";

/** `last`: the reply to the question before, while there is none to this one. */
export type Answered<Answer> =
  | { readonly kind: "waiting"; readonly last: Reply<Answer> | null }
  | Reply<Answer>;

/** Milliseconds of quiet before it is computed: a button may be held. */
const QUIET = 120;

interface Replied<Question, Answer> {
  readonly to: Question;
  readonly reply: Reply<Answer>;
}

/**
 * The worker at `url` answers by `answerWith`. Null: nothing is asked. The same object is the same
 * question.
 */
export function useAnswer<Question extends object, Answer>(
  url: string,
  name: string,
  question: Question | null,
): Answered<Answer> {
  const [replied, setReplied] = useState<Replied<Question, Answer> | null>(null);
  useEffect(() => {
    if (question === null) return;
    let worker: Worker | null = null;
    const timer = setTimeout(() => {
      const say = (reply: Reply<Answer>): void => setReplied({ to: question, reply });
      worker = beginWorker(url, name, say, (why) => say({ kind: "failed", why }));
      worker?.postMessage(question);
    }, QUIET);
    return () => {
      clearTimeout(timer);
      worker?.terminate();
    };
  }, [url, name, question]);
  const reply = replied?.reply ?? null;
  return reply !== null && replied?.to === question ? reply : { kind: "waiting", last: reply };
}
