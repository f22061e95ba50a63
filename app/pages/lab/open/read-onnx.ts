/**
 * An ONNX file read in a worker of its own, with a time limit. Where workers are forbidden the page
 * reads it. Rejects with LabError.
 */
import { LabError } from "../../../../engine/core/errors";
import { trustedScriptUrl } from "../../../../engine/core/trusted";
import type { ImportedNetwork } from "../../../../engine/onnx/import";
import type { Answer } from "./answer";
import workerUrl from "./worker?worker&url";

/** Milliseconds. The largest file that is opened takes a tenth of it on a slow laptop. */
const BUDGET = 20_000;

export function readOnnxAway(bytes: ArrayBuffer): Promise<ImportedNetwork> {
  let worker: Worker;
  try {
    worker = new Worker(trustedScriptUrl(workerUrl), { type: "module", name: "onnx" });
  } catch {
    return readHere(bytes);
  }
  const answered = new Promise<Answer | null>((resolve, reject) => {
    const late = (): void =>
      reject(new LabError("limit", `the file was not read within ${BUDGET / 1000} seconds`));
    const timer = setTimeout(late, BUDGET);
    worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      clearTimeout(timer);
      resolve(data);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      resolve(null);
    });
    worker.postMessage(bytes);
  });
  return answered
    .then((answer) => (answer === null ? readHere(bytes) : resultOf(answer)))
    .finally(() => worker.terminate());
}

function resultOf(answer: Answer): ImportedNetwork {
  if ("read" in answer) return answer.read;
  throw new LabError(answer.code, answer.message, answer.hint);
}

async function readHere(bytes: ArrayBuffer): Promise<ImportedNetwork> {
  const { importOnnx } = await import("../../../../engine/onnx/import");
  return importOnnx(new Uint8Array(bytes));
}
