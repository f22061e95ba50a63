/** The compiler in a worker: one text in, one document out. */
import { definitions } from "../../../widgets/definitions";
import { compileLesson } from "../compile";
import type { Answer, Question } from "./compiler";

addEventListener("message", ({ data }: MessageEvent<Question>) => {
  const compiled = compileLesson(data.text, {
    file: data.file,
    registry: definitions,
    ...data.files,
  });
  postMessage({ id: data.id, compiled } satisfies Answer);
});
postMessage("up");
