/** A lesson that somebody wrote: inside the link, or opened before on this device. */
import { t } from "../language/words";
import { type ReactNode, use, useEffect, useState } from "react";
import { formatHash, goTo } from "../shell/address";
import { NotFound } from "../shell/NotFound";
import { useAddress } from "../shell/useAddress";
import { unpack } from "./lesson-text";
import { arrivingCourse } from "./open-course";
import { storeLesson, loadOwn } from "./own-lessons";
import { Shown, type ShownProps } from "./Shown";

export interface OwnLessonProps extends Pick<ShownProps, "children"> {
  readonly id: string;
  /** The lesson itself, where the link holds it. */
  readonly packed: string | undefined;
}

export function OwnLesson({ id, packed, children }: OwnLessonProps): ReactNode {
  return packed === undefined ? <Kept id={id}>{children}</Kept> : <FromLink packed={packed} />;
}

function Kept({ id, children }: Omit<OwnLessonProps, "packed">): ReactNode {
  use(arrivingCourse());
  const doc = use(loadOwn(id));
  return doc === null ? (
    <NotFound
      what={t("This lesson is not on this device.")}
      hint={t("Open the link or the file again that it came in.")}
    />
  ) : (
    <Shown doc={doc}>{children}</Shown>
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
