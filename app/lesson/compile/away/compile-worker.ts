/** The compiler in a worker: one text in, one document out. */
import { definitions } from "../../../widgets/definitions";
import type { Generator } from "../../practice/practice";
import { compileDraft } from "../draft";
import type { Answer, Question } from "./compiler";

addEventListener("message", ({ data }: MessageEvent<Question>) => void answer(data));
postMessage("up");

async function answer({ id, text, file, files }: Question): Promise<void> {
  const generators = await practiceOf(text + (files.original ?? ""));
  const compiled = compileDraft(text, file, { registry: definitions, generators }, files);
  postMessage({ id, compiled } satisfies Answer);
}

/** A lesson without practice does without the generators of its exercises. */
async function practiceOf(text: string): Promise<Readonly<Record<string, Generator>>> {
  return text.includes("practice") ? (await import("../../practice")).generators : {};
}
