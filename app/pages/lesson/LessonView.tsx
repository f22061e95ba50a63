/**
 * A lesson on the screen: the text of one step, the stage beside or above it, and the ways to go
 * on.
 */
import { t } from "../../language/words";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { LessonDoc } from "../../lesson/document";
import { Blocks } from "../../lesson/runtime/Blocks";
import { cardOf } from "../../lesson/runtime/library";
import { embeddedRoute, lessonRoute } from "../../lesson/runtime/routes";
import { LessonScopeContext } from "../../lesson/runtime/scope";
import { Stage } from "../../lesson/runtime/Stage";
import type { SessionRoute } from "../../lesson/runtime/session";
import { useLesson } from "../../lesson/runtime/useLesson";
import type { Registry } from "../../lesson/runtime/walk";
import { Banner } from "../../shell/Banner";
import { Header } from "../../shell/Header";
import { announce } from "../../shell/announce";
import { usePageKeys } from "../../shell/usePageKeys";
import { useTitle } from "../../shell/useTitle";
import { Opening } from "./Opening";
import { StepNav } from "./StepNav";
import { StepTools } from "./StepTools";
import { TaskLine } from "./TaskLine";
import styles from "./lesson.module.css";
import { wantsStep } from "./step-keys";

export interface LessonViewProps {
  readonly doc: LessonDoc;
  /** In a frame of somebody's page: no header, and the address keeps saying so. */
  readonly embedded?: boolean;
  readonly registry: Registry;
  /** How the page that shows it is addressed, when it is neither the lesson page nor an embed. */
  readonly route?: SessionRoute;
}

export function LessonView(props: LessonViewProps): ReactNode {
  const { doc, embedded = false, registry } = props;
  const { route = embedded ? embeddedRoute : lessonRoute } = props;
  const open = useLesson(doc, "lesson", route, registry);
  const { scope, step, notice } = open;
  const current = doc.steps[step];
  const text = useRef<HTMLElement>(null);
  const { walk, heading } = useWalk(doc, open);
  useTitle(`${current?.title ?? ""} · ${doc.title} · ConvLab`);
  if (current === undefined) return null;
  const Title = step === 0 ? "p" : "h1";
  return (
    <LessonScopeContext value={scope}>
      {embedded ? null : (
        <Header
          languages={Object.keys(cardOf(doc.id)?.languages ?? {})}
          tools={
            <StepTools doc={doc} step={step} onStep={(to) => walk(to, true)} hash={scope.hash} />
          }
        >
          <Title className={styles["lesson"]}>{doc.title}</Title>
        </Header>
      )}
      <Progress step={step} count={doc.steps.length} />
      {notice === null ? null : (
        <Banner key={notice}>
          <p>{notice}</p>
        </Banner>
      )}
      <main
        className={styles["page"]}
        data-stage={scope.stage.length > 0 || undefined}
        data-first={step === 0 || undefined}
        tabIndex={-1}
        lang={doc.lang}
        dir={doc.dir}
      >
        {step === 0 ? <Opening doc={doc} /> : null}
        <article ref={text} className={styles["text"]}>
          <div key={current.id} className={styles["step"]}>
            <h2 ref={heading} tabIndex={-1} className={styles["title"]}>
              {current.title}
            </h2>
            <Blocks blocks={current.blocks} />
          </div>
        </article>
        <div className={styles["seen"]}>
          <TaskLine text={text} step={current} question={open.question} />
          <Stage figures={scope.stage} />
        </div>
        <div className={styles["onward"]}>
          <StepNav doc={doc} step={step} open={open.question !== null} onStep={walk} />
          {embedded ? <OwnTab id={doc.id} hash={scope.hash} /> : null}
        </div>
      </main>
    </LessonScopeContext>
  );
}

/** Goes to another step, by keys, too: who walks by keys reads on from its heading. */
function useWalk(doc: LessonDoc, open: ReturnType<typeof useLesson>) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [byKey, setByKey] = useState(0);
  const walk = (to: number, keyboard: boolean): void => {
    if (to < 0 || to >= doc.steps.length) return;
    open.walk(to);
    scrollTo({ top: 0 });
    announce(
      t("Step {at} of {count}: {title}", {
        at: to + 1,
        count: doc.steps.length,
        title: doc.steps[to]?.title ?? "",
      }),
    );
    if (keyboard) setByKey((count) => count + 1);
  };
  useEffect(() => {
    if (byKey > 0) heading.current?.focus({ preventScroll: true });
  }, [byKey]);
  usePageKeys((event) => {
    const by = wantsStep(event, doc.dir);
    if (by === 0) return;
    event.preventDefault();
    walk(open.step + by, true);
  });
  return { walk, heading };
}

/** Out of a frame, to the lesson as it stands here. */
function OwnTab({ id, hash }: { readonly id: string; readonly hash: () => string }): ReactNode {
  return (
    <a
      className={styles["own"]}
      href={`#/lesson/${id}`}
      target="_blank"
      rel="noopener"
      onClick={(event) => {
        event.currentTarget.href = hash().replace("#/embed/", "#/lesson/");
      }}
    >
      {t("Open in its own tab")}
    </a>
  );
}

function Progress({ step, count }: { readonly step: number; readonly count: number }): ReactNode {
  return (
    <div className={styles["progress"]} aria-hidden>
      {Array.from({ length: count }, (_, at) => (
        <span key={at} data-done={at <= step || undefined} />
      ))}
    </div>
  );
}
