/** Measures a network with something left out, off the page's thread. */
import { examine } from "../../../../engine/train/examine";
import type { NetworkSpec } from "../../../../engine/graph/spec";
import type { Weights } from "../../../../engine/train/weights";
import { type Cut, cutWeights } from "./cuts";
import { openSubject, type SubjectQuestion } from "./subject";

export interface CutQuestion extends SubjectQuestion {
  readonly cuts: readonly Cut[];
}

export type CutReply =
  /** Right answers of so many pictures; of the network as it is where `at` is −1. */
  | { readonly kind: "measured"; readonly at: number; readonly right: number; readonly of: number }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly why: string };

interface Scope {
  postMessage(reply: CutReply): void;
  addEventListener(kind: "message", listener: (event: MessageEvent<CutQuestion>) => void): void;
}

const scope = globalThis as unknown as Scope;

scope.addEventListener("message", ({ data }) => {
  measure(data).catch((error: unknown) =>
    scope.postMessage({
      kind: "failed",
      why: error instanceof Error ? error.message : String(error),
    }),
  );
});

async function measure(question: CutQuestion): Promise<void> {
  const { spec, cuts } = question;
  const { backend, weights, dataset, held, batch } = await openSubject(question);
  const one = async (at: number, network: NetworkSpec, own: Weights): Promise<void> => {
    const { accuracy, examples } = await examine(
      backend,
      { network, loss: "cross_entropy" },
      own,
      dataset,
      { mode: "eval", batch, examples: held },
    );
    const right = Math.round(accuracy * examples);
    scope.postMessage({ kind: "measured", at, right, of: examples });
  };
  await one(-1, spec, weights);
  for (const [at, cut] of cuts.entries()) await one(at, cut.spec, cutWeights(weights, spec, cut));
  scope.postMessage({ kind: "done" });
}
