/**
 * An ONNX file read in a worker of its own, with a time limit. Where workers are forbidden the page
 * reads it. Rejects with LabError where it takes too long.
 */
import { t } from "../../../language/words";
import { LabError } from "../../../../engine/core/errors";
import { trustedScriptUrl } from "../../../../engine/core/trusted";
import type { Answer } from "./answer";
import workerUrl from "./worker?worker&url";

/** Milliseconds. The largest file that is opened takes a tenth of it on a slow laptop. */
const BUDGET = 20_000;

export function readOnnxAway(bytes: ArrayBuffer): Promise<Answer> {
  let worker: Worker;
  try {
    worker = new Worker(trustedScriptUrl(workerUrl), { type: "module", name: "onnx" });
  } catch {
    return readHere(bytes);
  }
  const answered = new Promise<Answer | null>((resolve, reject) => {
    const late = (): void =>
      reject(
        new LabError(
          "limit",
          t("the file was not read within {budget} seconds", { budget: BUDGET / 1000 }),
        ),
      );
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
  return answered.then((answer) => answer ?? readHere(bytes)).finally(() => worker.terminate());
}

async function readHere(bytes: ArrayBuffer): Promise<Answer> {
  const [{ importOnnx }, { failure }] = await Promise.all([
    import("../../../../engine/onnx/import"),
    import("./answer"),
  ]);
  const given = new Uint8Array(bytes);
  try {
    return { read: importOnnx(given) };
  } catch (error) {
    return failure(error, given);
  }
}
