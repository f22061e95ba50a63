/**
 * Runs a network once off the page's thread, so that the page stays quick, and keeps the outputs of
 * all layers for questions. One pass a worker: another one ends it.
 */
import type { Backend, BackendName, Executable } from "../../../engine/backends/backend";
import { now } from "../../../engine/core/clock";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { openPass, runPass } from "../../../engine/train/seeded-pass";
import type { Weights } from "../../../engine/train/weights";

export type PassBackend = Exclude<BackendName, "reference">;

export type PassRequest =
  | {
      readonly kind: "run";
      readonly spec: NetworkSpec;
      /** A seed, or those of a file. */
      readonly weights: number | Weights;
      readonly input: Float32Array;
      readonly backend: PassBackend;
    }
  | { readonly kind: "read"; readonly tensor: string };

export type PassReply =
  | { readonly kind: "progress"; readonly done: number; readonly of: number }
  | { readonly kind: "done"; readonly milliseconds: number; readonly on: string }
  | { readonly kind: "tensor"; readonly tensor: string; readonly data: Float32Array }
  | { readonly kind: "failed"; readonly why: string; readonly tensor?: string };

interface Scope {
  postMessage(reply: PassReply, transfer?: readonly Transferable[]): void;
  addEventListener(kind: "message", listener: (event: MessageEvent<PassRequest>) => void): void;
}

const scope = globalThis as unknown as Scope;
/** Milliseconds between two words about how far it has come. */
const BREATH = 40;

let pass: Executable | null = null;

scope.addEventListener("message", (event) => void answer(event.data));

async function answer(request: PassRequest): Promise<void> {
  try {
    if (request.kind === "run") await run(request);
    else await read(request.tensor);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    scope.postMessage({
      kind: "failed",
      why,
      ...(request.kind === "read" ? { tensor: request.tensor } : {}),
    });
  }
}

async function run(request: Extract<PassRequest, { kind: "run" }>): Promise<void> {
  const backend = await made(request.backend);
  pass = await openPass(backend, request.spec, request.weights);
  const begun = now();
  let said = begun;
  await runPass(pass, request.input, (done, of) => {
    if (now() - said < BREATH) return;
    said = now();
    scope.postMessage({ kind: "progress", done, of });
  });
  await pass.read(["input"]);
  scope.postMessage({ kind: "done", milliseconds: now() - begun, on: backend.description });
}

async function read(tensor: string): Promise<void> {
  const found = (await pass?.read([tensor]))?.get(tensor);
  if (!(found instanceof Float32Array)) throw new Error(`${tensor} was not kept`);
  scope.postMessage({ kind: "tensor", tensor, data: found }, [found.buffer]);
}

async function made(name: PassBackend): Promise<Backend> {
  if (name === "webgpu") return (await import("../../../engine/backends/webgpu")).createWebGpu();
  return (await import("../../../engine/backends/wasm")).createWasm();
}
