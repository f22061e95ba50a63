/** Measures a network with something left out, off the page's thread. */
import { examine } from "../../../../engine/train/examine";
import type { NetworkSpec } from "../../../../engine/graph/spec";
import type { Weights } from "../../../../engine/train/weights";
import { answerRequests, type Failed } from "../../../widgets/answering";
import { type Cut, cutWeights } from "./cuts";
import { openSubject, type SubjectQuestion } from "./subject";

export interface CutQuestion extends SubjectQuestion {
  readonly cuts: readonly Cut[];
}

export type CutReply =
  /** Right answers of so many pictures; of the network as it is where `at` is −1. */
  | { readonly kind: "measured"; readonly at: number; readonly right: number; readonly of: number }
  | { readonly kind: "done" }
  | Failed;

answerRequests<CutQuestion, CutReply>(async (question, say) => {
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
    say({ kind: "measured", at, right, of: examples });
  };
  await one(-1, spec, weights);
  for (const [at, cut] of cuts.entries()) await one(at, cut.spec, cutWeights(weights, spec, cut));
  say({ kind: "done" });
});
