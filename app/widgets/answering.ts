/** A worker's side of what a page asks it. */
import { messageOf } from "../../engine/core/errors";

export interface Failed {
  readonly kind: "failed";
  readonly why: string;
}

/** To one who asks by `useAnswer`. */
export type Reply<Answer> = { readonly kind: "done"; readonly answer: Answer } | Failed;

/** Sends a reply to the page. */
export type Say<Said> = (reply: Said, transfer?: readonly Transferable[]) => void;

interface Scope<Request, Said> {
  readonly postMessage: Say<Said | Failed>;
  addEventListener(kind: "message", listener: (event: MessageEvent<Request>) => void): void;
}

/** Each request is answered by what `answer` says; where it throws, by why. */
export function answerRequests<Request, Said>(
  answer: (request: Request, say: Say<Said>) => Promise<void>,
): void {
  const scope = globalThis as unknown as Scope<Request, Said>;
  const say: Say<Said | Failed> = (reply, transfer = []) => scope.postMessage(reply, transfer);
  scope.addEventListener("message", ({ data }) => {
    answer(data, say).catch((error: unknown) => say({ kind: "failed", why: messageOf(error) }));
  });
}

/** One answer, or why there is none, to each question of `useAnswer`. */
export function answerWith<Question>(answer: (question: Question) => unknown): void {
  answerRequests(async (question: Question, say) =>
    say({ kind: "done", answer: await answer(question) }),
  );
}
