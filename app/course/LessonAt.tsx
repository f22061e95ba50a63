/**
 * The lesson that an address names, on every page that shows one: a lesson of the course
 * (`#/lesson/convolution`), one inside the link (`#/lesson/own?lesson=…`), or one that was opened
 * before on this device (`#/lesson/own-1a2b3c`).
 */
import { t } from "../language/words";
import { type ReactNode, use, useEffect, useState } from "react";
import type { LessonDoc } from "../lesson/document";
import { loadLesson } from "../lesson/runtime/library";
import { type Registry, widgetNames } from "../lesson/runtime/walk";
import { formatHash, goTo } from "../shell/address";
import { NotFound } from "../shell/NotFound";
import { bestOf, LANGUAGES } from "../language/languages";
import { useWantedLanguages } from "../shell/appearance";
import { Speaking } from "../shell/Speaking";
import { useAddress } from "../shell/useAddress";
import { widgetsOf } from "../widgets/lazy";
import { unpack } from "./lesson-text";
import { arrivingCourse } from "./open-course";
import { isOwn, storeLesson, loadOwn } from "./own-lessons";

export interface LessonAtProps {
  readonly children: (doc: LessonDoc, registry: Registry) => ReactNode;
}

/** Suspends while the lesson is on its way. */
export function LessonAt({ children }: LessonAtProps): ReactNode {
  const { path, parameters } = useAddress();
  const [id = ""] = path;
  const packed = parameters.get("lesson");
  return packed === undefined ? (
    <Named key={id} id={id}>
      {children}
    </Named>
  ) : (
    <FromLink key={packed} packed={packed} />
  );
}

function Named({ id, children }: LessonAtProps & { readonly id: string }): ReactNode {
  const wanted = useWantedLanguages();
  if (isOwn(id)) use(arrivingCourse());
  const doc = use(isOwn(id) ? loadOwn(id) : loadLesson(id, wanted));
  if (doc !== null) {
    const registry = use(widgetsOf(doc, widgetNames));
    return (
      <Speaking key={doc.lang} language={bestOf([doc.lang], LANGUAGES) ?? "en"} numbers={doc.lang}>
        {() => children(doc, registry)}
      </Speaking>
    );
  }
  return isOwn(id) ? (
    <NotFound
      what={t("This lesson is not on this device.")}
      hint={t("Open the link or the file again that it came in.")}
    />
  ) : (
    <NotFound
      what={t("There is no lesson called “{name}”.", { name: id.slice(0, 60) })}
      hint={t("The start shows all lessons there are.")}
    />
  );
}

/** Unpacks the lesson of a link, keeps it, and goes to its own address on the same page. */
function FromLink({ packed }: { readonly packed: string }): ReactNode {
  const { page, path, parameters, preferences } = useAddress();
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let current = true;
    void unpack(packed).then((result) => {
      if (!current) return;
      if ("problem" in result) return setProblem(result.problem);
      const others = new Map([...parameters].filter(([name]) => name !== "lesson"));
      const [, ...rest] = path;
      const hash = formatHash(page, [storeLesson(result.text), ...rest], others);
      goTo(hash, "replace", preferences); // given preferences, goTo notifies the page
    });
    return () => {
      current = false;
    };
  }, [packed, page, path, parameters, preferences]);
  return problem === "" ? null : (
    <NotFound what={problem} hint={t("Ask for the link once more.")} />
  );
}
