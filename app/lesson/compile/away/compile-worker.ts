/** The compiler in a worker: one text in, one document out. */
import { definitions } from "../../../widgets/definitions";
import type { Generator } from "../../practice/practice";
import { compileDraft, type DraftFiles } from "../draft";
import type { Answer, Question, Sent } from "./compiler";

/** Of the text before, until others come: they are large, and what follows from them is known. */
let held: DraftFiles = {};

addEventListener("message", ({ data }: MessageEvent<Sent>) => {
  held = data.files ?? held;
  void answer({ ...data, files: held });
});
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
