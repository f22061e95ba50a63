/** The effective field of one number, computed in a worker; a newer question ends an older one. */
import { useEffect, useState } from "react";
import { trustedScriptUrl } from "../../../engine/core/trusted";
import type { EffectiveOptions } from "../../../engine/explain/effective";
import type { EffectiveFieldReply } from "./effective-field-worker";
import workerUrl from "./effective-field-worker.ts?worker&url";

type EffectiveField =
  | { readonly kind: "waiting" }
  | ({ readonly kind: "done" } & EffectiveFieldReply);

const WAITING: EffectiveField = { kind: "waiting" };
/** Milliseconds of quiet before it is computed: a button may be held. */
const QUIET = 120;

interface Answer {
  readonly to: EffectiveOptions;
  readonly field: EffectiveField;
}

/** Null: nothing is asked. The same object is the same question. */
export function useEffectiveField(question: EffectiveOptions | null): EffectiveField {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    if (question === null) return;
    const say = (reply: EffectiveFieldReply): void =>
      setAnswer({ to: question, field: { kind: "done", ...reply } });
    let worker: Worker | null = null;
    const timer = setTimeout(() => {
      worker = asked(question, say);
    }, QUIET);
    return () => {
      clearTimeout(timer);
      worker?.terminate();
    };
  }, [question]);
  return answer !== null && answer.to === question ? answer.field : WAITING;
}

function asked(
  question: EffectiveOptions,
  say: (reply: EffectiveFieldReply) => void,
): Worker | null {
  try {
    const worker = new Worker(trustedScriptUrl(workerUrl), {
      type: "module",
      name: "effective-field",
    });
    worker.addEventListener("message", ({ data }: MessageEvent<EffectiveFieldReply>) => say(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      say({ why: event.message || "the worker could not be started" });
    });
    worker.postMessage(question);
    return worker;
  } catch (error) {
    say({ why: error instanceof Error ? error.message : "workers are not allowed here" });
    return null;
  }
}
