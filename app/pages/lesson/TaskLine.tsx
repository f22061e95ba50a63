/**
 * On a page of one column the text stands above the figure. While the figure is looked at and the
 * text is out of sight, one line keeps in view what is asked, and leads back to it.
 */
import { t } from "../../language/words";
import { ArrowUp } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useState } from "react";
import type { Block, Inline, LessonStep } from "../../lesson/document";
import { Inlines } from "../../lesson/runtime/Inlines";
import type { AskingBlock } from "../../lesson/runtime/useLesson";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./lesson.module.css";

export interface TaskLineProps {
  readonly text: RefObject<HTMLElement | null>;
  readonly step: LessonStep;
  /** The first that waits for an answer. */
  readonly question: AskingBlock | null;
}

/** Text that is less than this below the window's top is under the header, px. */
const HEADER = 60;

export function TaskLine({ text, step, question }: TaskLineProps): ReactNode {
  const [away, setAway] = useState(false);
  useEffect(() => {
    const article = text.current;
    if (article === null || typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver(
      (entries) => setAway(entries.at(-1)?.isIntersecting === false),
      { rootMargin: `-${HEADER}px 0px 0px` },
    );
    observer.observe(article);
    return () => observer.disconnect();
  }, [text]);
  if (!away) return null;
  const asked = question === null ? null : lastParagraph(question.ask);
  return (
    <div className={styles["task"]}>
      <div>
        <p inert>{asked === null ? step.title : <Inlines content={asked} />}</p>
        <Button onClick={() => text.current?.scrollIntoView({ block: "end" })}>
          <ArrowUp aria-hidden size={18} />
          {question === null ? t("Text") : t("Answer")}
        </Button>
      </div>
    </div>
  );
}

/** Where a question has several paragraphs, the last one asks. */
function lastParagraph(blocks: readonly Block[]): readonly Inline[] | null {
  const last = blocks.findLast((block) => block.kind === "paragraph");
  return last?.kind === "paragraph" ? last.content : null;
}
