/** How many held-out pictures a network gets right, asked in a worker of its own. */
import { LabError } from "../../../../engine/core/errors";
import { beginWorker } from "../../../shell/begin-worker";
import type { CutReply } from "./cut-worker";
import workerUrl from "./cut-worker.ts?worker&url";
import type { SubjectQuestion } from "./subject";

/** Rejects with LabError "lost", and when it is given up. */
export function measured(
  question: SubjectQuestion,
  signal: AbortSignal,
): Promise<{ readonly right: number; readonly of: number }> {
  return new Promise((resolve, reject) => {
    let found = { right: 0, of: 0 };
    const end = (): void => worker?.terminate();
    const fail = (why: string): void => {
      end();
      reject(new LabError("lost", why));
    };
    const hear = (reply: CutReply): void => {
      if (reply.kind === "failed") return fail(reply.why);
      if (reply.kind === "measured") found = { right: reply.right, of: reply.of };
      else {
        end();
        resolve(found);
      }
    };
    const worker = beginWorker(workerUrl, "compare", hear, fail);
    signal.addEventListener("abort", () => {
      end();
      reject(signal.reason);
    });
    worker?.postMessage({ ...question, cuts: [] });
  });
}
