/** The compiler in a worker: one text in, one document out. */
import { definitions } from "../../../widgets/definitions";
import { compileDraft } from "../draft";
import type { Answer, Question } from "./compiler";

addEventListener("message", ({ data }: MessageEvent<Question>) => {
  const compiled = compileDraft(data.text, data.file, definitions, data.files);
  postMessage({ id: data.id, compiled } satisfies Answer);
});
postMessage("up");
