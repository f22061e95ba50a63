/** A lesson that is there, with the figures that it names, in its own language. */
import { filesHere } from "./files-here";
import { type ReactNode, use } from "react";
import type { LessonDoc } from "../lesson/document";
import { type Registry, widgetNames } from "../lesson/runtime/walk";
import { bestOf, LANGUAGES } from "../language/languages";
import { Speaking } from "../shell/Speaking";
import { widgetsOf } from "../widgets/lazy";

export interface ShownProps {
  readonly doc: LessonDoc;
  readonly children: (doc: LessonDoc, registry: Registry) => ReactNode;
}

/** Suspends while its figures are on their way. */
export function Shown({ doc, children }: ShownProps): ReactNode {
  const registry = use(widgetsOf(doc, widgetNames));
  use(filesHere(doc));
  return (
    <Speaking key={doc.lang} language={bestOf([doc.lang], LANGUAGES) ?? "en"} numbers={doc.lang}>
      {() => children(doc, registry)}
    </Speaking>
  );
}
