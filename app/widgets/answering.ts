/** The worker's side of `useAnswer`: one answer, or why there is none, to each question. */
export type Reply<Answer> =
  | { readonly kind: "done"; readonly answer: Answer }
  | { readonly kind: "failed"; readonly why: string };

interface Scope<Question> {
  postMessage(reply: Reply<unknown>): void;
  addEventListener(kind: "message", listener: (event: MessageEvent<Question>) => void): void;
}

export function answerWith<Question>(answer: (question: Question) => unknown): void {
  const scope = globalThis as unknown as Scope<Question>;
  scope.addEventListener("message", ({ data }) => {
    Promise.resolve(data)
      .then(answer)
      .then(
        (found) => scope.postMessage({ kind: "done", answer: found }),
        (error: unknown) =>
          scope.postMessage({
            kind: "failed",
            why: error instanceof Error ? error.message : String(error),
          }),
      );
  });
}
