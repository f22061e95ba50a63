/** Reads one ONNX file and ends: a damaged or hostile file can harm nothing else here. */
import { importOnnx } from "../../../../engine/onnx/import";
import { type Answer, failure } from "./answer";

addEventListener("message", ({ data }: MessageEvent<ArrayBuffer>) => {
  let answer: Answer;
  try {
    answer = { read: importOnnx(new Uint8Array(data)) };
  } catch (error) {
    answer = failure(error);
  }
  postMessage(answer);
});
