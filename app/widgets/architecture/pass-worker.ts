/**
 * Runs a network once off the page's thread, so that the page stays quick, and keeps the outputs of
 * all layers for questions. One pass a worker: another one ends it.
 */
import type { Executable } from "../../../engine/backends/backend";
import { now } from "../../../engine/core/clock";
import { messageOf } from "../../../engine/core/errors";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { openPass, runPass } from "../../../engine/train/seeded-pass";
import type { Weights } from "../../../engine/train/weights";
import { answerRequests, type Failed, type Say } from "../answering";
import { startBackend, type WorkerBackend } from "../start-backend";

export type PassRequest =
  | {
      readonly kind: "run";
      readonly spec: NetworkSpec;
      /** A seed, or those of a file. */
      readonly weights: number | Weights;
      readonly input: Float32Array;
      readonly backend: WorkerBackend;
    }
  | { readonly kind: "read"; readonly tensor: string };

export type PassReply =
  | { readonly kind: "progress"; readonly done: number; readonly of: number }
  | { readonly kind: "done"; readonly milliseconds: number; readonly on: string }
  | { readonly kind: "tensor"; readonly tensor: string; readonly data: Float32Array }
  | (Failed & { readonly tensor?: string });

/** Milliseconds between two words about how far it has come. */
const BREATH = 40;

let pass: Executable | null = null;

answerRequests<PassRequest, PassReply>(async (request, say) => {
  if (request.kind === "run") return run(request, say);
  const { tensor } = request;
  await read(tensor, say).catch((error: unknown) =>
    say({ kind: "failed", why: messageOf(error), tensor }),
  );
});

async function run(
  request: Extract<PassRequest, { kind: "run" }>,
  say: Say<PassReply>,
): Promise<void> {
  const backend = await startBackend(request.backend);
  pass = await openPass(backend, request.spec, request.weights);
  const begun = now();
  let said = begun;
  await runPass(pass, request.input, (done, of) => {
    if (now() - said < BREATH) return;
    said = now();
    say({ kind: "progress", done, of });
  });
  await pass.read(["input"]);
  say({ kind: "done", milliseconds: now() - begun, on: backend.description });
}

async function read(tensor: string, say: Say<PassReply>): Promise<void> {
  const found = (await pass?.read([tensor]))?.get(tensor);
  if (!(found instanceof Float32Array)) throw new Error(`${tensor} was not kept`);
  say({ kind: "tensor", tensor, data: found }, [found.buffer]);
}
