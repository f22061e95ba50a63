/** `#/lesson/<id>[/<step>]`: one step at a time before one stage. */
import { t } from "../../language/words";
import { type ReactNode, Suspense } from "react";
import { LessonAt } from "../../course/LessonAt";
import { Boundary } from "../../shell/Boundary";
import { Header } from "../../shell/Header";
import { joinedRoute, lessonRoute } from "../../lesson/runtime/routes";
import { useAddress } from "../../shell/useAddress";
import { LessonView } from "./LessonView";
import styles from "./lesson.module.css";

export function LessonPage(): ReactNode {
  const { path, parameters } = useAddress();
  const [id = ""] = path;
  const joined = parameters.has("joined");
  return (
    <Suspense fallback={<Waiting />}>
      <Boundary key={id} what={t("This lesson")}>
        <LessonAt>
          {(doc, registry) => (
            <LessonView
              key={`${doc.id} ${doc.lang} ${joined}`}
              doc={doc}
              registry={registry}
              route={joined ? joinedRoute : lessonRoute}
            />
          )}
        </LessonAt>
      </Boundary>
    </Suspense>
  );
}

function Waiting(): ReactNode {
  return (
    <>
      <Header />
      <main className={styles["waiting"]} tabIndex={-1} aria-busy="true" />
    </>
  );
}
