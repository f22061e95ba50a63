/** The audience's screen: the figure fills it, the text of the step is its caption. */
import { type ReactNode, useEffect, useRef } from "react";
import { t } from "../../language/words";
import type { LessonDoc } from "../../lesson/document";
import { Blocks } from "../../lesson/runtime/Blocks";
import { audienceRoute, presentRoute } from "../../lesson/runtime/routes";
import { type LessonScope, LessonScopeContext } from "../../lesson/runtime/scope";
import { useLesson } from "../../lesson/runtime/useLesson";
import type { Registry } from "../../lesson/runtime/walk";
import { PresentControls } from "./PresentControls";
import { ClassAnswers } from "./ClassAnswers";
import { FitStage } from "./FitStage";
import { FitText } from "./FitText";
import { Join } from "./Join";
import { PresentHelp } from "./PresentHelp";
import { Marks } from "./Marks";
import { Pointer } from "./Pointer";
import { ResumeOffer } from "./ResumeOffer";
import { StepList } from "./StepList";
import { useClassAnswers } from "./useClassAnswers";
import { useResume } from "./useResume";
import { type Lecture, useLecture } from "./useLecture";
import styles from "./present.module.css";

export interface PresentViewProps {
  readonly doc: LessonDoc;
  readonly registry: Registry;
  /** It shows what the lecturer's window shows, and takes no keys. */
  readonly follows?: boolean;
}

export function PresentView({ doc, registry, follows = false }: PresentViewProps): ReactNode {
  const open = useLesson(doc, "present", follows ? audienceRoute : presentRoute, registry);
  const { scope, step } = open;
  const text = useRef<HTMLElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const lecture = useLecture(doc, open, text, stage, follows);
  const resume = useResume(open, follows);
  const answers = useClassAnswers(follows ? null : doc.id);
  const current = doc.steps[step];
  useZoom(lecture.zoom);
  useEffect(() => {
    document.title = `${current?.title ?? ""} · ${doc.title} · ConvLab`;
    text.current?.scrollTo({ top: 0 });
    stage.current?.scrollTo({ top: 0, left: 0 });
  }, [doc, current]);
  if (current === undefined) return null;
  return (
    <LessonScopeContext value={scope}>
      <main
        className={styles["screen"]}
        data-stage={scope.stage.length > 0 || undefined}
        tabIndex={-1}
        lang={doc.lang}
        dir={doc.dir}
      >
        <FitText text={text} title={current.title}>
          {step === 0 && <p className={styles["lesson"]}>{doc.title}</p>}
          <h1>{current.title}</h1>
          <Blocks key={current.id} blocks={current.blocks} />
        </FitText>
        <FitStage figures={scope.stage} tools={lecture.tools} stage={stage} step={current.id} />
      </main>
      <Pointer laser={lecture.laser} />
      <Marks
        strokes={lecture.strokes}
        pen={lecture.pen}
        spot={lecture.spot}
        onStrokes={(strokes) =>
          lecture.draw(strokes.map((stroke) => stroke.map(([x, y]) => [x, y])))
        }
      />
      {resume.place === null ? null : (
        <ResumeOffer doc={doc} place={resume.place} onGoOn={resume.goOn} onBegin={resume.begin} />
      )}
      {follows ? null : (
        <PresentControls
          doc={doc}
          step={step}
          clicker={lecture.clicker}
          tools={lecture.tools}
          frozen={lecture.frozen}
          onAction={lecture.act}
        />
      )}
      <BlankScreen {...lecture} />
      <LectureDialog scope={scope} lecture={lecture} answers={answers} />
    </LessonScopeContext>
  );
}

/** Over everything, until it is pressed. */
function BlankScreen({ blank, act }: Pick<Lecture, "blank" | "act">): ReactNode {
  if (blank === "none") return null;
  return (
    <button
      type="button"
      className={styles["blank"]}
      data-blank={blank}
      aria-label={t("Show the lecture again")}
      onClick={() => act(blank)}
    />
  );
}

function useZoom(zoom: number): void {
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty("--zoom", String(zoom));
    return () => void style.removeProperty("--zoom");
  }, [zoom]);
}

interface LectureDialogProps {
  readonly scope: LessonScope;
  readonly lecture: Lecture;
  readonly answers: ReturnType<typeof useClassAnswers>;
}

function LectureDialog({ scope, lecture, answers }: LectureDialogProps): ReactNode {
  const { doc, step } = scope;
  const { dialog, jump, closeDialog } = lecture;
  switch (dialog) {
    case "none":
      return null;
    case "help":
      return <PresentHelp onClose={closeDialog} />;
    case "join":
      return <Join scope={scope} onClose={closeDialog} />;
    case "collect":
      return <ClassAnswers doc={doc} step={step} answers={answers} onClose={closeDialog} />;
    case "list":
      return <StepList doc={doc} step={step} onStep={jump} onClose={closeDialog} />;
  }
}
