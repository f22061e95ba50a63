/** Below a question: its answer's code, for a student who has joined a lecture. */
import { lazy, type ReactNode, Suspense } from "react";
import type { QuestionBlock } from "../runtime/question-block";
import { useScope } from "../runtime/scope";

const JoinedCode = lazy(async () => ({ default: (await import("./JoinedCode")).JoinedCode }));

export function AnswerCode({ block }: { readonly block: QuestionBlock }): ReactNode {
  return useScope().joined === true ? (
    <Suspense>
      <JoinedCode block={block} />
    </Suspense>
  ) : null;
}
