/** `#/lesson/<id>[/<step>]`: one step at a time before one stage. */
import { type ReactNode, Suspense, use } from "react";
import type { LessonDoc } from "../../lesson/document";
import { loadLesson } from "../../lesson/runtime/library";
import { widgetNames } from "../../lesson/runtime/walk";
import { Boundary } from "../../shell/Boundary";
import { Header } from "../../shell/Header";
import { NotFound } from "../../shell/NotFound";
import { useLab } from "../../store/store";
import { useAddress } from "../../shell/useAddress";
import { widgetsOf } from "../../widgets/lazy";
import { LessonView } from "./LessonView";
import styles from "./lesson.module.css";

export function LessonPage(): ReactNode {
  const [id = ""] = useAddress().path;
  return (
    <Suspense fallback={<Waiting />}>
      <Boundary key={id} what="This lesson">
        <Loaded id={id} />
      </Boundary>
    </Suspense>
  );
}

function Loaded({ id }: { readonly id: string }): ReactNode {
  const language = useLab((state) => state.settings.language);
  const doc: LessonDoc | null = use(loadLesson(id, language));
  if (doc === null)
    return <NotFound what={`There is no lesson called “${id.slice(0, 60)}”.`} hint="The start shows all lessons there are." />;
  return <LessonView key={`${doc.id} ${doc.lang}`} doc={doc} registry={use(widgetsOf(doc, widgetNames))} />;
}

function Waiting(): ReactNode {
  return (
    <>
      <Header />
      <main className={styles["waiting"]} tabIndex={-1} aria-busy="true" />
    </>
  );
}
