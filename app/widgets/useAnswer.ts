/** Something a figure computes in a worker of its own; a newer question ends an older one. */
import { useEffect, useState } from "react";
import { trustedScriptUrl } from "../../engine/core/trusted";
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
      worker = asked(url, name, question, (reply: Reply<Answer>) =>
        setReplied({ to: question, reply }),
      );
    }, QUIET);
    return () => {
      clearTimeout(timer);
      worker?.terminate();
    };
  }, [url, name, question]);
  const reply = replied?.reply ?? null;
  return reply !== null && replied?.to === question ? reply : { kind: "waiting", last: reply };
}

function asked<Answer>(
  url: string,
  name: string,
  question: object,
  say: (reply: Reply<Answer>) => void,
): Worker | null {
  try {
    const worker = new Worker(trustedScriptUrl(url), { type: "module", name });
    worker.addEventListener("message", ({ data }: MessageEvent<Reply<Answer>>) => say(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      say({ kind: "failed", why: event.message || "the worker could not be started" });
    });
    worker.postMessage(question);
    return worker;
  } catch (error) {
    const why = error instanceof Error ? error.message : "workers are not allowed here";
    say({ kind: "failed", why });
    return null;
  }
}
