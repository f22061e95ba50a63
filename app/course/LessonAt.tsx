/**
 * The lesson that an address names, on every page that shows one: a lesson of the course
 * (`#/lesson/convolution`), one inside the link (`#/lesson/own?lesson=…`), or one that was opened
 * before on this device (`#/lesson/own-1a2b3c`).
 */
import { t } from "../language/words";
import { lazy, type ReactNode, use } from "react";
import { loadLesson } from "../lesson/runtime/library";
import { NotFound } from "../shell/NotFound";
import { useAddress } from "../shell/useAddress";
import { useWantedLanguages } from "../shell/appearance";
import { isOwn } from "./own-id";
import { Shown, type ShownProps } from "./Shown";

type LessonAtProps = Pick<ShownProps, "children">;

/** With what reads lessons and their files from elsewhere, which the course's own do without. */
const OwnLesson = lazy(async () => ({ default: (await import("./OwnLesson")).OwnLesson }));

/** Suspends while the lesson is on its way. */
export function LessonAt({ children }: LessonAtProps): ReactNode {
  const { path, parameters } = useAddress();
  const [id = ""] = path;
  const packed = parameters.get("lesson");
  if (packed !== undefined || isOwn(id))
    return (
      <OwnLesson key={packed ?? id} id={id} packed={packed}>
        {children}
      </OwnLesson>
    );
  return (
    <Named key={id} id={id}>
      {children}
    </Named>
  );
}

function Named({ id, children }: LessonAtProps & { readonly id: string }): ReactNode {
  const doc = use(loadLesson(id, useWantedLanguages()));
  return doc === null ? (
    <NotFound
      what={t("There is no lesson called “{name}”.", { name: id.slice(0, 60) })}
      hint={t("The start shows all lessons there are.")}
    />
  ) : (
    <Shown doc={doc}>{children}</Shown>
  );
}
