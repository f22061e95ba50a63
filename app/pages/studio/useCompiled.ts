/** The draft compiled, a moment after the last key: the document for the preview, and everything that is wrong with it. */
import { useEffect, useState } from "react";
import { compileLesson, type Compiled } from "../../lesson/compile/compile";
import { widgets } from "../../widgets";

const WAIT = 300;

/** A compiled lesson with the text that it was compiled from. */
export interface Checked extends Compiled {
  readonly text: string;
}

export function useCompiled(text: string): Checked {
  const [compiled, setCompiled] = useState(() => compiledDraft(text));
  useEffect(() => {
    const timer = setTimeout(() => setCompiled(compiledDraft(text)), WAIT);
    return () => clearTimeout(timer);
  }, [text]);
  return compiled;
}

/** A draft's answers and progress are its own: whatever id it has, it is not one of the course's lessons. */
function compiledDraft(text: string): Checked {
  const { doc, ...rest } = compileLesson(text, { file: "lesson.mdoc", registry: widgets });
  return { doc: { ...doc, id: `draft-${doc.id}`.slice(0, 60) }, ...rest, text };
}
