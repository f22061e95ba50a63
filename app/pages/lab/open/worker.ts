/** Reads one ONNX file and ends: a damaged or hostile file can harm nothing else here. */
import { importOnnx } from "../../../../engine/onnx/import";
import { type Answer, failure } from "./answer";

addEventListener("message", ({ data }: MessageEvent<ArrayBuffer>) => {
  const bytes = new Uint8Array(data);
  let answer: Answer;
  try {
    answer = { read: importOnnx(bytes) };
  } catch (error) {
    answer = failure(error, bytes);
  }
  postMessage(answer);
});
